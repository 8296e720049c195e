// Peers over gRPC (fact sheet fog §2.12, §8.5).
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Api;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.IngestEnclave;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.IngestCommon;
using MobileCoin.Wire.IngestPeer;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogIngest;

/// <summary>Connects to peers' ports. Answers may be of any size.</summary>
internal sealed class GrpcIngestPeers(IIngestEnclave enclave, TimeProvider time) : IIngestPeers, IDisposable
{
    /// <summary>A peer that does not answer must not hold up an activation for ever.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(20);

    private readonly ChannelPool _channels = new();
    private readonly PeerHandshakes _handshakes = new(enclave);
    private readonly ConnectionOptions _options = new() { MaxReceiveMessageSize = null, Timeout = CallTimeout, TimeProvider = time };

    public IIngestPeer Connect(IngestPeerUri uri)
    {
        try
        {
            return new Peer(uri, _handshakes, _options, _channels);
        }
        catch (ChannelException e)
        {
            throw new IngestException(IngestError.PeerConnection, e.Message, e);
        }
    }

    public void Dispose() => _channels.Dispose();

    private sealed class Peer(IngestPeerUri uri, PeerHandshakes handshakes, ConnectionOptions options, ChannelPool channels) : IIngestPeer
    {
        private readonly ServiceConnection<AccountIngestPeerAPI.AccountIngestPeerAPIClient> _open =
            new(uri, static invoker => new AccountIngestPeerAPI.AccountIngestPeerAPIClient(invoker), options, channels);

        private readonly PeerConnection _attested = new(uri, handshakes, options, channels);

        public Task<IngestSummary> GetStatusAsync(CancellationToken cancellation = default) =>
            CallAsync(() => _open.CallAsync((client, call) => client.GetStatusAsync(new Empty(), call), cancellation));

        public Task<IngestSummary> SetPeersAsync(IReadOnlyList<string> uris, CancellationToken cancellation = default)
        {
            var request = new SetPeersRequest();
            request.IngestPeerUris.AddRange(uris);
            return CallAsync(() => _open.CallAsync((client, call) => client.SetPeersAsync(request, call), cancellation));
        }

        public Task<IngestSummary> SetIngressPrivateKeyAsync(Func<ChannelId, EnclaveMessage> export, CancellationToken cancellation = default) =>
            CallAsync(() => _attested.CallAsync(
                (invoker, channel, call) =>
                {
                    EnclaveMessage key = PeerHandshakes.Attested(() => export(channel));
                    var request = new Message
                    {
                        Aad = ByteString.CopyFrom(key.Aad.Span),
                        ChannelId = ByteString.CopyFrom(key.Session.Bytes),
                        Data = ByteString.CopyFrom(key.Data.Span),
                    };
                    return new AccountIngestPeerAPI.AccountIngestPeerAPIClient(invoker).SetIngressPrivateKeyAsync(request, call);
                },
                cancellation));

        public Task GetIngressPrivateKeyAsync(Action<EnclaveMessage> import, CancellationToken cancellation = default) => CallAsync(async () =>
        {
            Message answer = await _attested.CallAsync(
                static (invoker, channel, call) =>
                {
                    var request = new GetPrivateKeyRequest { ChannelId = ByteString.CopyFrom(channel.Bytes) };
                    return new AccountIngestPeerAPI.AccountIngestPeerAPIClient(invoker).GetIngressPrivateKeyAsync(request, call);
                },
                cancellation).ConfigureAwait(false);
            import(new EnclaveMessage(ChannelId.Parse(answer.ChannelId.Span), answer.Aad.Memory, answer.Data.Memory));
            return answer;
        });

        public void Dispose()
        {
            _attested.Dispose();
            _open.Dispose();
        }

        private static async Task<T> CallAsync<T>(Func<Task<T>> call)
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (ConnectionException e)
            {
                bool attestation = e.Error is ConnectionError.Untrusted or ConnectionError.Channel || e.Status?.StatusCode is StatusCode.PermissionDenied;
                throw new IngestException(attestation ? IngestError.Attestation : IngestError.PeerConnection, e.Message, e);
            }
            catch (EnclaveException e)
            {
                throw new IngestException(e.Attest is null ? IngestError.Enclave : IngestError.Attestation, e.Message, e);
            }
        }
    }
}
