"""A demonstration: known and invented competitions, played through the office's own actions."""
