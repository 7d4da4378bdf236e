"""Operations on pictures as pixels; no model takes part in them."""
