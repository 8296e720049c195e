// Stores without a network between them and the router: addresses, and what answers there.
using System.Collections.Concurrent;
using MobileCoin.Attestation;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogShards.Test;

/// <summary>A store's way of answering, which a test can spoil.</summary>
internal abstract class FakeStore(string address) : IDisposable
{
    internal string Address { get; } = address;

    internal string Uri => $"insecure-store://{Address}/";

    /// <summary>In place of the store's own answer.</summary>
    internal Func<IReadOnlyList<StoreQuery>, CancellationToken, Task<StoreReply>>? Instead { get; set; }

    /// <summary>What becomes of its own answer.</summary>
    internal Func<StoreReply, StoreReply> Alter { get; set; } = static reply => reply;

    /// <summary>What becomes of its answer to a handshake.</summary>
    internal Func<byte[], CancellationToken, Task<byte[]>> AlterAuth { get; set; } = static (answer, _) => Task.FromResult(answer);

    /// <summary>In place of its own answer to a handshake.</summary>
    internal Func<ReadOnlyMemory<byte>, byte[]>? InsteadOfShaking { get; set; }

    internal bool IsServing { get; set; } = true;

    internal int Asked;

    internal int Shaken;

    internal abstract StoreReply Answer(IReadOnlyList<StoreQuery> queries);

    internal abstract byte[] Shake(ReadOnlySpan<byte> first);

    public abstract void Dispose();

    internal Task<StoreReply> QueryAsync(IReadOnlyList<StoreQuery> queries, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Asked);
        if (Instead is { } instead) return instead(queries, cancellationToken);
        return Task.FromResult(Alter(Answer(queries)));
    }

    internal Task<byte[]> AuthAsync(ReadOnlyMemory<byte> first, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Shaken);
        return AlterAuth(InsteadOfShaking?.Invoke(first) ?? Shake(first.Span), cancellationToken);
    }
}

/// <summary>Where stores are. An address may lead to several in turn, as a balancer's does, or nowhere.</summary>
internal sealed class Network<TStore> : IDisposable
    where TStore : FakeStore
{
    private readonly ConcurrentDictionary<string, (TStore[] Stores, int[] Turn)> _at = new(StringComparer.Ordinal);

    internal int Opened;

    internal int Closed;

    internal void Put(string address, params TStore[] stores) => _at[address] = (stores, [-1]);

    internal IShardStore Open(ServiceUri uri)
    {
        Interlocked.Increment(ref Opened);
        return new Way(this, uri.Address);
    }

    public void Dispose()
    {
        foreach (TStore store in _at.Values.SelectMany(s => s.Stores).Distinct()) store.Dispose();
    }

    private TStore At(string address)
    {
        if (!_at.TryGetValue(address, out (TStore[] Stores, int[] Turn) at) || at.Stores.Length == 0) throw new IOException($"nobody answers at {address}");
        return at.Stores[(int)((uint)Interlocked.Increment(ref at.Turn[0]) % at.Stores.Length)];
    }

    private sealed class Way(Network<TStore> network, string address) : IShardStore
    {
        public async Task<StoreReply> QueryAsync(IReadOnlyList<StoreQuery> queries, CancellationToken cancellationToken) =>
            await network.At(address).QueryAsync(queries, cancellationToken);

        public async Task<ReadOnlyMemory<byte>> AuthAsync(ReadOnlyMemory<byte> firstMessage, CancellationToken cancellationToken) =>
            await network.At(address).AuthAsync(firstMessage, cancellationToken);

        public Task<bool> IsServingAsync(CancellationToken cancellationToken)
        {
            try
            {
                return Task.FromResult(network.At(address).IsServing);
            }
            catch (IOException e)
            {
                return Task.FromException<bool>(e);
            }
        }

        public void Dispose() => Interlocked.Increment(ref network.Closed);
    }
}
