//! Whatever the numbers and the names are: everything lies in the chart, nothing covers what is to be read.
