// Before anything else: one head, whoever comes first.
CREATE CONSTRAINT head_name IF NOT EXISTS FOR (n:Head) REQUIRE n.name IS UNIQUE
