using Microsoft.AspNetCore.Http;
using MobileCoin.Grpc;

namespace Grpc.Core;

/// <summary>What lies below a call.</summary>
public static class ServerCallContextExtensions
{
    /// <summary>The HTTP request that the call came in.</summary>
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext) => serverCallContext is CallContext call
        ? call.Http
        : throw new InvalidOperationException("the call did not come over HTTP");
}
