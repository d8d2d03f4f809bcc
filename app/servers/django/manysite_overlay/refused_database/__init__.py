"""A database engine that refuses to be used: for aliases that lead to another machine."""
