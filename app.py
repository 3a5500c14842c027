"""The dashboard's entry: streamlit run app.py.

Streamlit takes every file in pages/ as a page at its own address. No st.navigation here: each page then always runs
by itself, whether it was reached by a link or by its address, and opens the same frame.
"""

import streamlit as st

st.switch_page("pages/library.py")
