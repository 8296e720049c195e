using Grpc.Net.Client;

namespace MobileCoin.Grpc;

/// <summary>The form that a channel's calls take.</summary>
public static class GrpcChannelForm
{
    /// <summary>
    /// Lets the channel's calls take the HTTP form: POST of a bare message to /gw/package.Service/Method, over HTTP/1.1 in clear text and what
    /// ALPN gives with TLS. For networks that let no gRPC through. Methods with streams fail with UNIMPLEMENTED.
    /// </summary>
    public static GrpcChannelOptions UseHttpForm(this GrpcChannelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.HttpForm = true;
        return options;
    }
}
