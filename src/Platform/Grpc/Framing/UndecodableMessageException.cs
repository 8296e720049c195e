// What a marshaller cannot read (gRPC over HTTP/2, "Length-Prefixed-Message").
namespace MobileCoin.Grpc;

/// <summary>The payload of a frame is no message of the method's type.</summary>
internal sealed class UndecodableMessageException(Exception inner) : Exception(inner.Message, inner);
