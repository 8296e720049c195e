// Ingest servers reach each other without a network (fact sheet fog §2.12).
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.FogIngest;
using MobileCoin.IngestEnclave;
using MobileCoin.Wire.IngestCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Fog;

internal sealed class SimIngestPeers(IngestHost own, SimFog fog) : IIngestPeers
{
    public IIngestPeer Connect(IngestPeerUri uri) => new Peer(own, fog.Ingests.First(h => h.Id == uri.ResponderId), own.Actor!);

    private sealed class Peer(IngestHost own, IngestHost other, Actor actor) : IIngestPeer
    {
        public Task<IngestSummary> GetStatusAsync(CancellationToken cancellation = default) =>
            CallAsync("GetStatus", () => Task.FromResult(Node().GetStatus()));

        public Task<IngestSummary> SetPeersAsync(IReadOnlyList<string> uris, CancellationToken cancellation = default) =>
            CallAsync("SetPeers", () => Task.FromResult(Node().SetPeers(uris)));

        public Task<IngestSummary> SetIngressPrivateKeyAsync(Func<ChannelId, EnclaveMessage> export, CancellationToken cancellation = default) => CallAsync(
            "SetIngressPrivateKey",
            () =>
            {
                // It answers when its own work is done, which may be never: to this node it is as good as gone.
                if (other.Busy is { IsOver: false }) throw Unreachable();
                (ChannelId here, _) = Shake();
                return Node().SetIngressPrivateKeyAsync(export(here), cancellation);
            });

        public Task GetIngressPrivateKeyAsync(Action<EnclaveMessage> import, CancellationToken cancellation = default) => CallAsync(
            "GetIngressPrivateKey",
            () =>
            {
                (_, ChannelId there) = Shake();
                import(Node().GetIngressPrivateKey(there));
                return Task.FromResult(true);
            });

        public void Dispose()
        {
        }

        private IngestNode Node() => other is { IsUp: true, IsCut: false, Node: { } node } && !own.IsCut ? node : throw Unreachable();

        private IngestException Unreachable() => new(IngestError.PeerConnection, $"{other.Name} cannot be reached");

        // Both names of a session are equal.
        private (ChannelId Here, ChannelId There) Shake()
        {
            Node();
            try
            {
                AcceptedSession accepted = other.Enclave.PeerAccept(own.Enclave.PeerInit(new ResponderId(other.Id)));
                return (own.Enclave.PeerConnect(new ResponderId(other.Id), accepted.Response.Span).Session, accepted.Session);
            }
            catch (EnclaveException e)
            {
                throw new IngestException(IngestError.Attestation, e.Message, e);
            }
        }

        private async Task<T> CallAsync<T>(string what, Func<Task<T>> call)
        {
            try
            {
                return await actor.CallAsync($"{what} of {other.Name}", call, Unreachable);
            }
            catch (Exception e) when (e is ActorDiedException or OperationCanceledException && !actor.IsDead)
            {
                throw Unreachable();
            }
            catch (IngestException e) when (e.Error is not (IngestError.PeerConnection or IngestError.Attestation))
            {
                // What a peer refuses comes as a status.
                throw new IngestException(IngestError.PeerConnection, $"{other.Name} refuses: {e.Message}", e);
            }
        }
    }
}
