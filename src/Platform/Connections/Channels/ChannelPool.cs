using System.Collections.Concurrent;
using Grpc.Net.Client;
using MobileCoin.Api;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Connections;

/// <summary>One channel for each URI, so that the connections to a service share its HTTP/2 connection. For any number of threads.</summary>
public sealed class ChannelPool : IDisposable
{
    private readonly ConcurrentDictionary<(string Uri, int? MaxReceiveMessageSize, bool HttpForm, TimeProvider Time), Lazy<GrpcChannel>> _channels = new();

    /// <summary>How many channels there are.</summary>
    public int Count => _channels.Count;

    /// <summary>Closes all channels.</summary>
    public void Dispose()
    {
        foreach (Lazy<GrpcChannel> channel in _channels.Values)
        {
            if (channel.IsValueCreated) channel.Value.Dispose();
        }
        _channels.Clear();
    }

    /// <exception cref="ChannelException">The file of ca-bundle cannot be used.</exception>
    internal GrpcChannel Get(ServiceUri uri, int? maxReceiveMessageSize, bool httpForm, TimeProvider time) => _channels.GetOrAdd(
        (uri.FullText, maxReceiveMessageSize, httpForm, time), _ => new Lazy<GrpcChannel>(() => ServiceChannel.Open(uri, maxReceiveMessageSize, httpForm, time))).Value;
}
