"""Domain values: frozen, comparable, standard library only."""

from graph.model.avoid import Avoid, AvoidKind
from graph.model.document import Document, Span
from graph.model.entity import Entity, Kind, Mention
from graph.model.finding import Chokepoint, Flow, Limit, Stream
from graph.model.ontology import RelationKind, ontology
from graph.model.record import Record, to_record
from graph.model.relationship import Evidence, Modality, Polarity, Relationship, Reviewed
from graph.model.route import Leg, LegEvidence, Mode, Route

__all__ = [
    "Avoid",
    "AvoidKind",
    "Chokepoint",
    "Document",
    "Entity",
    "Evidence",
    "Flow",
    "Kind",
    "Leg",
    "LegEvidence",
    "Limit",
    "Mention",
    "Modality",
    "Mode",
    "Polarity",
    "Record",
    "RelationKind",
    "Relationship",
    "Reviewed",
    "Route",
    "Span",
    "Stream",
    "ontology",
    "to_record",
]
