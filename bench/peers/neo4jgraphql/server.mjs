// Serves schema.graphql over a Neo4j by @neo4j/graphql, on loopback and a free
// port, which it prints. NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD say where.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { Neo4jGraphQL } from '@neo4j/graphql'
import { createYoga } from 'graphql-yoga'
import neo4j from 'neo4j-driver'

const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD } = process.env
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD))
const typeDefs = await readFile(new URL('./schema.graphql', import.meta.url), 'utf8')
const library = new Neo4jGraphQL({ typeDefs, driver })

const yoga = createYoga({
  schema: await library.getSchema(),
  context: { sessionConfig: { database: 'neo4j' } },
  graphiql: false,
  logging: false,
  maskedErrors: false,
})
const server = createServer(yoga)
server.listen(0, '127.0.0.1', () => {
  console.log(`listening at http://127.0.0.1:${server.address().port}${yoga.graphqlEndpoint}`)
})

process.on('SIGTERM', async () => {
  server.close()
  server.closeAllConnections()
  await driver.close()
})
