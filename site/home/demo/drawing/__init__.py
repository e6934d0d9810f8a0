"""How the demonstration's illustrations are drawn. Run ``draw_images.py`` beside this folder."""
