// Routers' sessions and queries (fact sheet fog §5.4).
using Google.Protobuf;
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Wire;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogView;
using QueryRequestAAD = MobileCoin.Transactions.QueryRequestAAD;

namespace MobileCoin.FogView;

public sealed partial class ViewStoreNode
{
    private readonly RouterSessions _sessions = new();

    /// <summary>Begins a session with a router.</summary>
    /// <exception cref="EnclaveException">The enclave refuses it.</exception>
    public AuthMessage Auth(AuthMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        AcceptedSession accepted = _enclave.FrontendAccept(request.Data.Span);
        if (_sessions.Add(accepted.Session) is { } forgotten) _enclave.FrontendClose(forgotten);
        return new AuthMessage { Data = UnsafeByteOperations.UnsafeWrap(accepted.Response) };
    }

    /// <summary>Answers the first of a router's queries that is for this store.</summary>
    public Task<MultiViewStoreQueryResponse> QueryAsync(MultiViewStoreQueryRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        // Before the look-up: what came meanwhile may be found, and is not promised.
        ViewState state = _state;
        bool isReady = _isReady && (_options.Shard.Start == 0 || state.Counts.HighestProcessedBlockCount > _options.Shard.Start);
        var response = new MultiViewStoreQueryResponse
        {
            StoreUri = _options.StoreUri,
            BlockRange = new Wire.FogCommon.BlockRange { StartBlock = _options.Shard.Start, EndBlock = _options.Shard.End },
            Status = MultiViewStoreQueryResponseStatus.AuthenticationError,
        };
        foreach (Wire.Attest.NonceMessage query in request.Queries)
        {
            ChannelId session = ChannelId.Parse(query.ChannelId.Span);
            // A router sends every store the queries of all.
            if (!_sessions.Has(session)) continue;
            try
            {
                var aad = WireMessage.Decode<QueryRequestAAD>(query.Aad.Span);
                Attestation.NonceMessage answer = _enclave.QueryStore(new(session, query.Nonce, query.Aad.Memory, query.Data.Memory), state.After(aad.StartFromUserEventId));
                response.Status = isReady ? MultiViewStoreQueryResponseStatus.Success : MultiViewStoreQueryResponseStatus.NotReady;
                if (isReady) response.QueryResponse = Message(answer);
                break;
            }
            catch (EnclaveException e) when (e.Kind != EnclaveErrorKind.Attest)
            {
                // It is for this store: another session would not help.
                ViewLog.NotAnswered(_logger, e.Message);
                response.Status = MultiViewStoreQueryResponseStatus.Unknown;
                break;
            }
            catch (Exception e) when (e is EnclaveException or WireException)
            {
                ViewLog.NotOurs(_logger, e.Message);
            }
        }
        return Task.FromResult(response);
    }

    private static Wire.Attest.NonceMessage Message(Attestation.NonceMessage answer) => new()
    {
        Aad = UnsafeByteOperations.UnsafeWrap(answer.Aad),
        ChannelId = ByteString.CopyFrom(answer.Session.Bytes),
        Data = UnsafeByteOperations.UnsafeWrap(answer.Data),
        Nonce = answer.Nonce,
    };
}
