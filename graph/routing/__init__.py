"""Ways from an origin to a destination that touch nothing avoided.

`stated` walks the evidence graph; `world` searches the compiled freight network.
"""
