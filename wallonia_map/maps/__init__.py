"""The web map: folium lives here and nowhere else."""
