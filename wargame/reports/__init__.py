"""Reports: what a session or an experiment came to, for people who were not there."""
