"""Rules: what law and the Council's own policies ask of one contract on one date. Pure, with no clock."""
