"""A draft held against the firewall where people write: the page, what is kept of it, panels."""
