"""Sessions know that a run played them; seeds have 64 bits everywhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"


def upgrade() -> None:
    op.add_column("session", sa.Column("scripted", sa.Boolean(), server_default=sa.false(), nullable=False))
    if op.get_bind().dialect.name == "postgresql":  # SQLite's integers are as wide as they need to be.
        op.alter_column("session", "seed", type_=sa.BigInteger())


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("session", "seed", type_=sa.Integer())
    op.drop_column("session", "scripted")
