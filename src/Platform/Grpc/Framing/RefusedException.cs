using Grpc.Core;

namespace MobileCoin.Grpc;

/// <summary>A call that the protocol refuses, not its handler: malformed, over a limit. Its text is ours and holds nothing of the message.</summary>
internal sealed class RefusedException(Status status) : RpcException(status);
