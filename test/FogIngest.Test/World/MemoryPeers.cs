// A cluster's network in memory: calls go from node to node, handshakes from enclave to enclave.
using System.Collections.Concurrent;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.IngestEnclave;
using MobileCoin.Wire.IngestCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogIngest.Test;

internal sealed class MemoryNetwork
{
    internal ConcurrentDictionary<string, IngestNode> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>What a peer says in the place of what it would.</summary>
    internal Func<string, IngestSummary, IngestSummary> Answer { get; set; } = static (_, summary) => summary;

    internal IIngestPeers For(IIngestEnclave own) => new Peers(this, own);

    private sealed class Peers(MemoryNetwork network, IIngestEnclave own) : IIngestPeers
    {
        public IIngestPeer Connect(IngestPeerUri uri) => new Peer(network, own, uri);
    }

    private sealed class Peer(MemoryNetwork network, IIngestEnclave own, IngestPeerUri uri) : IIngestPeer
    {
        public Task<IngestSummary> GetStatusAsync(CancellationToken cancellation = default) => CallAsync(node => Task.FromResult(node.GetStatus()));

        public Task<IngestSummary> SetPeersAsync(IReadOnlyList<string> uris, CancellationToken cancellation = default) =>
            CallAsync(node => Task.FromResult(node.SetPeers(uris)));

        public Task<IngestSummary> SetIngressPrivateKeyAsync(Func<ChannelId, EnclaveMessage> export, CancellationToken cancellation = default) =>
            CallAsync(node => node.SetIngressPrivateKeyAsync(Encrypt(export, Connect(node)), cancellation));

        public Task GetIngressPrivateKeyAsync(Action<EnclaveMessage> import, CancellationToken cancellation = default) => CallAsync(node =>
        {
            import(node.GetIngressPrivateKey(Connect(node)));
            return Task.FromResult(new IngestSummary());
        });

        public void Dispose()
        {
        }

        private ChannelId Connect(IngestNode node)
        {
            var id = new ResponderId(uri.ResponderId);
            return own.PeerConnect(id, node.Enclave.PeerAccept(own.PeerInit(id)).Response.Span).Session;
        }

        private static EnclaveMessage Encrypt(Func<ChannelId, EnclaveMessage> export, ChannelId session) => export(session);

        private async Task<IngestSummary> CallAsync(Func<IngestNode, Task<IngestSummary>> call)
        {
            if (!network.Nodes.TryGetValue(uri.ResponderId, out IngestNode? node)) throw new IngestException(IngestError.PeerConnection, $"{uri}: nobody is there");
            try
            {
                return network.Answer(uri.ResponderId, await call(node));
            }
            catch (EnclaveException e)
            {
                throw new IngestException(e.Attest is null ? IngestError.Enclave : IngestError.Attestation, e.Message, e);
            }
            catch (IngestException e) when (e.Error is not (IngestError.Attestation or IngestError.UnexpectedKeyInEnclave))
            {
                throw new IngestException(IngestError.PeerConnection, $"{uri}: {e.Message}", e);
            }
        }
    }
}
