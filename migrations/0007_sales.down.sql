DROP VIEW sale_total;
DROP TABLE sale, sales_line, sales_file, member, customer;
