"""The Present page: a talk prepared, and its scenes on the projector."""
