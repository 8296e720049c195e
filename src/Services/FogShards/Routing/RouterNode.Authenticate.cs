// Handshakes with stores (fact sheet fog §5.6): with the very store that wants one, of several behind an address.
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogShards;

public abstract partial class RouterNode
{
    /// <summary>How many handshakes with one store a query is worth.</summary>
    internal const int MostHandshakes = 3;

    private async Task AuthenticateAllAsync(Round round, IReadOnlyList<StoreQuery> queries, CancellationToken limit, CancellationToken cancellationToken)
    {
        List<Task<string?>> running = new(round.Strangers.Count);
        foreach ((string responderId, (Shard shard, ServiceUri store)) in round.Strangers)
        {
            int count = round.CountHandshake(responderId);
            // A store that changes its name each time ends the same way.
            if (count > MostHandshakes || round.StrangersInAll > AttestedKeyExchange.MaxBackends)
            {
                string reason = $"{responderId} wants one handshake after the other";
                Fail(shard, reason);
                throw new ShardException(isUnavailable: false, $"timed out connecting to {_rules.Stores}: {reason}");
            }
            running.Add(AuthenticateAsync(shard, store, responderId, SessionIn(queries, responderId), count > 1, limit, cancellationToken));
        }
        foreach (Task<string?> one in running)
        {
            if (await one.ConfigureAwait(false) is not { } error) continue;
            await Task.WhenAll(running).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw new ShardException(isUnavailable: false, error);
        }
    }

    // What is wrong, or null.
    private async Task<string?> AuthenticateAsync(
        Shard shard, ServiceUri store, string responderId, ChannelId used, bool again, CancellationToken limit, CancellationToken gone)
    {
        try
        {
            await shard.Handshakes.WaitAsync(limit).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return Failed($"no handshake within {_rules.Timeout.TotalSeconds} s");
        }
        try
        {
            ChannelId now = shard.SessionWith(responderId);
            // Another query did it meanwhile.
            if (now != default && now != used && !again) return null;
            byte[] first = InitStore(responderId);
            shard.SetSession(responderId, ConnectStore(responderId, (await SendAsync(first).ConfigureAwait(false)).Span));
            RouterLog.Authenticated(_logger, shard.Uri.ToString(), responderId);
            return null;
        }
        catch (EnclaveException e)
        {
            return Failed($"handshake with {responderId}: {e.Message}");
        }
        catch (Exception e)
        {
            return Failed(limit.IsCancellationRequested ? $"no handshake with {responderId} within {_rules.Timeout.TotalSeconds} s" : $"handshake with {responderId}: {e.Message}");
        }
        finally
        {
            shard.Handshakes.Release();
        }

        async Task<ReadOnlyMemory<byte>> SendAsync(byte[] first)
        {
            if (shard.IsAt(store, responderId)) return await shard.Store.AuthAsync(first, limit).ConfigureAwait(false);
            using IShardStore replica = Shards.OpenReplica(shard, store);
            return await replica.AuthAsync(first, limit).ConfigureAwait(false);
        }

        string Failed(string reason)
        {
            // A client that gives up says nothing of the shard.
            if (!gone.IsCancellationRequested) Fail(shard, reason);
            return $"{shard.Uri}: {reason}";
        }
    }

    private static ChannelId SessionIn(IReadOnlyList<StoreQuery> queries, string responderId)
    {
        foreach (StoreQuery query in queries)
        {
            if (query.ResponderId == responderId) return query.Message.Session;
        }
        return default;
    }
}
