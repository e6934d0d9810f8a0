"""The demonstration's content: words, pictures and documents, as plain Python data.

Nothing here touches the database or needs Django; ``manage.py load_demo`` does the loading.
"""
