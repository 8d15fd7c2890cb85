"""The session: phases, seats, secrecy, orders, and the log that is the truth."""
