"""The session: phases, seats, secrecy, orders, and the log that is the truth.

`wargame.session.host.Host` is the one door; views, commands and refusals are plain data.
"""
