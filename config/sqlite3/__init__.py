"""SQLite with a fair queue of writers: what DATABASES names as its engine."""
