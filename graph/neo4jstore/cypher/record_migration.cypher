CREATE (:Migration {version: $q.version, checksum: $q.checksum, at: datetime()})
