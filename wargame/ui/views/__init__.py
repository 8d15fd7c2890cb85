"""View models: what a screen shows, as plain data built from a table, without Streamlit."""
