"""Pictures can be starred and deleted."""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0003"
down_revision: str | None = "0002"


def upgrade() -> None:
    # Not in a batch: a batch may recreate the table, which foreign keys to it forbid.
    op.add_column("picture", sa.Column("starred", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("picture", sa.Column("deleted", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("picture", "deleted")
    op.drop_column("picture", "starred")
