"""The screens: Streamlit pages over view models, with nothing of the game in them."""
