DROP TABLE batch.coupon_row, coupon;
DROP FUNCTION coupon_code, coupon_check;
ALTER TABLE member DROP COLUMN active;
