"""Plots for notebooks and reports, drawn by matplotlib (extra `plots`), offline."""

from graph.plots.capacity import capacity_waterfall
from graph.plots.exposure import exposure_heatmap
from graph.plots.routes import cost_against_time
from graph.plots.sankey import capacity_sankey
from graph.plots.timeline import timeline

__all__ = [
    "capacity_sankey",
    "capacity_waterfall",
    "cost_against_time",
    "exposure_heatmap",
    "timeline",
]
