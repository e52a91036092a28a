"""The prose of a report: parts with bound figures, put together with the cells, held against every rule."""
