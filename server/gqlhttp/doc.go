// Package gqlhttp serves a GraphQL schema over HTTP: POST and GET as the
// specification "GraphQL over HTTP" has it, multipart uploads, server-sent
// events, and WebSockets that speak graphql-transport-ws. It bounds what a
// request may cost before any of it is carried out, and its error messages never
// repeat what was sent.
package gqlhttp
