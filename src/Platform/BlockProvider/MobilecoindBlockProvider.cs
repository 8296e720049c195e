// Blocks of a mobilecoind (fact sheet fog §7.1, "mobilecoind").
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MobileCoin.Blockchain;
using MobileCoin.Connections;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using MobileCoin.Wire.MobilecoindApi;
using MobileCoin.Wire.Uris;

namespace MobileCoin.BlockProvider;

/// <summary>Asks a mobilecoind, whose messages may be of any size. Answers that do not fit the question are failures.</summary>
public sealed class MobilecoindBlockProvider : IBlockProvider
{
    private readonly ServiceConnection<MobilecoindAPI.MobilecoindAPIClient> _connection;
    private readonly TimestampPoll _poll;

    /// <summary>Of a mobilecoind, which is connected to with the first call.</summary>
    /// <param name="uri">Where it is.</param>
    /// <param name="time">The clock of waits.</param>
    /// <param name="logger">The log.</param>
    /// <param name="options">How calls are made, whatever their size; null: retried three times, a minute each.</param>
    public MobilecoindBlockProvider(MobilecoindUri uri, TimeProvider time, ILogger logger, ConnectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        options ??= new ConnectionOptions { Timeout = TimeSpan.FromMinutes(1), TimeProvider = time };
        _connection = OpenConnection.Mobilecoind(uri, options with { MaxReceiveMessageSize = null });
        _poll = new TimestampPoll(time, logger);
    }

    /// <inheritdoc/>
    public async Task<ulong> GetNumBlocksAsync(CancellationToken cancellationToken = default) =>
        (await CallAsync((client, call) => client.GetLedgerInfoAsync(new Empty(), call), cancellationToken).ConfigureAwait(false)).BlockCount;

    /// <inheritdoc/>
    public async Task<Block> GetLatestBlockAsync(CancellationToken cancellationToken = default)
    {
        GetBlockResponse answer = await CallAsync((client, call) => client.GetLatestBlockAsync(new Empty(), call), cancellationToken).ConfigureAwait(false);
        return Read(answer, static a => WireForms.Block(a.Block));
    }

    /// <inheritdoc/>
    public async Task<ProvidedBlocks> GetBlocksDataAsync(IReadOnlyList<ulong> indices, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(indices);
        var request = new GetBlocksDataRequest();
        request.Blocks.AddRange(indices);
        GetBlocksDataResponse answer = await CallAsync((client, call) => client.GetBlocksDataAsync(request, call), cancellationToken).ConfigureAwait(false);
        RequireCount(answer.Results.Count, indices.Count);
        return Read(answer, a => new ProvidedBlocks([.. a.Results.Select((result, i) => WireForms.ProvidedBlock(result, indices[i]))], WireForms.Block(a.LatestBlock)));
    }

    /// <inheritdoc/>
    public Task<ulong> PollBlockTimestampAsync(ulong index, TimeSpan warnEvery, CancellationToken cancellationToken = default)
    {
        var request = new GetBlockRequest { Block = index };
        return _poll.WaitAsync(
            index, warnEvery,
            async () =>
            {
                try
                {
                    GetBlockResponse answer = await CallAsync((client, call) => client.GetBlockAsync(request, call), cancellationToken).ConfigureAwait(false);
                    var code = (TimestampResultCode)answer.TimestampResultCode;
                    return (answer.Timestamp, code, TimestampPoll.Reason(code));
                }
                catch (BlockProviderException e)
                {
                    return (ulong.MaxValue, TimestampResultCode.Unused, e.Message);
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProvidedOutput?>> GetOutputsAsync(IReadOnlyList<ulong> globalIndices, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(globalIndices);
        var provided = new ProvidedOutput?[globalIndices.Count];
        if (provided.Length == 0) return provided;
        // One index beyond the end would fail the call for all.
        GetLedgerInfoResponse info = await CallAsync((client, call) => client.GetLedgerInfoAsync(new Empty(), call), cancellationToken).ConfigureAwait(false);
        var request = new GetMembershipProofsRequest();
        request.Indices.AddRange(globalIndices.Where(i => i < info.TxoCount));
        if (request.Indices.Count == 0) return provided;
        GetMembershipProofsResponse answer = await CallAsync((client, call) => client.GetMembershipProofsAsync(request, call), cancellationToken).ConfigureAwait(false);
        RequireCount(answer.OutputList.Count, request.Indices.Count);
        int next = 0;
        for (int i = 0; i < provided.Length; i++)
        {
            if (globalIndices[i] >= info.TxoCount) continue;
            ulong index = globalIndices[i];
            provided[i] = Read(answer.OutputList[next++], output => WireForms.ProvidedOutput(output, index));
        }
        return provided;
    }

    /// <inheritdoc/>
    public async Task<ProvidedTxOutInfos> GetTxOutInfoByPublicKeyAsync(IReadOnlyList<CompressedRistretto> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var request = new GetTxOutResultsByPubKeyRequest();
        request.TxOutPublicKeys.AddRange(keys.Select(WireForms.Key));
        GetTxOutResultsByPubKeyResponse answer = await CallAsync((client, call) => client.GetTxOutResultsByPubKeyAsync(request, call), cancellationToken).ConfigureAwait(false);
        RequireCount(answer.Results.Count, keys.Count);
        return Read(answer, a => new ProvidedTxOutInfos([.. a.Results.Select((result, i) => WireForms.Info(result, keys[i]))], WireForms.Block(a.LatestBlock)));
    }

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<T> CallAsync<T>(Func<MobilecoindAPI.MobilecoindAPIClient, CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await _connection.CallAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectionException e)
        {
            throw new BlockProviderException(e.Message, e.MayRetry, e);
        }
    }

    private void RequireCount(int got, int expected)
    {
        if (got != expected) throw new BlockProviderException($"{_connection.Uri}: UnexpectedNumResults: expected {expected} results, got {got}", isTransient: false);
    }

    private T Read<TMessage, T>(TMessage message, Func<TMessage, T> read)
    {
        try
        {
            return read(message);
        }
        catch (Exception e) when (WireForms.IsUnreadable(e))
        {
            throw new BlockProviderException($"{_connection.Uri}: the answer does not read: {e.Message}", isTransient: false, e);
        }
    }
}
