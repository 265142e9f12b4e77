"""Ways from origin to destination over the compiled network."""
