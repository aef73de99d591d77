# Realign as one static binary in an otherwise empty image.
#
#   docker build -t realign .
#   docker run --rm -p 127.0.0.1:8080:8080 realign
#
# compose.yaml runs it with Neo4j.
FROM golang:1.26 AS build
WORKDIR /src
# The modules in a layer of their own: they change less often than the code.
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# No cgo, or the binary would look for a C library that the image does not have.
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /out/realign ./cmd/realign
# The embedded store's folder has to belong to the user below, and the image has
# no shell to see to it.
RUN mkdir -p /out/data

FROM scratch
# For Neo4j over TLS (neo4j+s), and for loads from https.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/realign /usr/local/bin/realign
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
WORKDIR /data
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/realign"]
# The container's own network interface; what is published is for whoever runs it.
CMD ["serve", "--listen", "0.0.0.0:8080"]
