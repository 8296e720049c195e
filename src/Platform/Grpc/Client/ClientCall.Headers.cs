using System.Net.Http.Headers;
using Grpc.Core;
using MobileCoin.Grpc;

namespace Grpc.Net.Client;

internal abstract partial class ClientCall
{
    /// <summary>Whether the caller asked for compressed requests.</summary>
    protected bool WantsCompression { get; private set; }

    /// <summary>Adds what a request carries in any form: the deadline, the caller's metadata, credentials.</summary>
    protected async Task AddHeadersAsync(HttpRequestHeaders headers, IMethod method)
    {
        if (Remaining is { } remaining) headers.TryAddWithoutValidation(HeaderNames.Timeout, GrpcTimeout.Format(remaining));
        AddMetadata(headers, Options.Headers);
        await AddCredentialsAsync(headers, method, Channel.Options.Credentials?.CallCredentials).ConfigureAwait(false);
        await AddCredentialsAsync(headers, method, Options.Credentials).ConfigureAwait(false);
    }

    private async Task AddCredentialsAsync(HttpRequestHeaders headers, IMethod method, CallCredentials? credentials)
    {
        if (credentials is null) return;
        if (Channel.Address.Scheme != Uri.UriSchemeHttps && !Channel.Options.UnsafeUseInsecureChannelCallCredentials) return;
        var context = new AuthInterceptorContext($"{Channel.Address.Scheme}://{Channel.Target}/{method.ServiceName}", method.Name, Token);
        Metadata metadata = [];
        foreach (AsyncAuthInterceptor interceptor in credentials.Interceptors) await interceptor(context, metadata).ConfigureAwait(false);
        AddMetadata(headers, metadata);
    }

    private void AddMetadata(HttpRequestHeaders headers, Metadata? metadata)
    {
        if (metadata is null) return;
        foreach (Metadata.Entry entry in metadata)
        {
            if (entry.Key == HeaderNames.EncodingRequest) WantsCompression = string.Equals(entry.Value, HeaderNames.Gzip, StringComparison.OrdinalIgnoreCase);
            else if (!HeaderNames.IsOwn(entry.Key)) headers.TryAddWithoutValidation(entry.Key, MetadataHeaders.ValueOf(entry));
        }
    }
}
