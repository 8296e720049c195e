// Fact sheets consensus §3.2, §3.3: who can attest to whom, and sessions that end.
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.ConsensusEnclave.Test;

public sealed class SessionTests
{
    [Fact]
    public void Peers_OfOneConfiguration_AttestBothWays()
    {
        using TestNode a = new(seed: 1), b = new(seed: 2);
        AcceptedSession accepted = b.Enclave.PeerAccept(a.Enclave.PeerInit(TestNode.PeerId));
        ConnectedPeer connected = a.Enclave.PeerConnect(TestNode.PeerId, accepted.Response.Span);
        Assert.Equal(accepted.Session, connected.Session);
        Assert.Equal(((DcapEvidence)b.Enclave.GetAttestationEvidence()).Encode(), ((DcapEvidence)connected.Evidence).Encode());
        // Nobody waits for a second answer.
        Assert.Equal(AttestError.InvalidState, TestNode.Refused(() => a.Enclave.PeerConnect(TestNode.PeerId, accepted.Response.Span)));
        byte[] message = a.Enclave.TxsForPeer([], default, connected.Session);
        Assert.Empty(b.Enclave.PeerTxPropose(new EnclaveMessage(accepted.Session, default, message)));
        a.Enclave.PeerClose(connected.Session);
        a.Enclave.PeerClose(connected.Session);
        TestNode.Refused(EnclaveErrorKind.Attest, () => a.Enclave.TxsForPeer([], default, connected.Session));
    }

    public static TheoryData<string> Differences() => ["fees", "version", "governors"];

    [Theory]
    [MemberData(nameof(Differences))]
    public void Peers_OfDifferentConfigurations_CannotAttest(string difference)
    {
        BlockchainConfig config = Samples.Config(), other = difference switch
        {
            "fees" => Samples.Config(fees: Samples.Tokens(2)),
            "version" => Samples.Config(version: 3),
            _ => MintSamples.Config(4),
        };
        using TestNode a = new(config, 1), b = new(other, 2);
        Assert.Equal(AttestError.Handshake, TestNode.Refused(() => a.Enclave.PeerConnect(TestNode.PeerId, Answer(b, a))));
        Assert.Equal(AttestError.Handshake, TestNode.Refused(() => b.Enclave.PeerConnect(TestNode.PeerId, Answer(a, b))));
        // One who merely says the name without the digest fails as well.
        Assert.Equal(AttestError.Handshake, Assert.Throws<AttestException>(() => a.Peer(TestNode.PeerId.Text)).Error);

        static ReadOnlySpan<byte> Answer(TestNode of, TestNode to) =>
            of.Enclave.PeerAccept(to.Enclave.PeerInit(TestNode.PeerId)).Response.Span;
    }

    [Fact]
    public void Clients_KnowTheNodeByItsPlainName()
    {
        using TestNode node = new();
        using TestSession client = node.Client();
        using AttestedInitiator peerName = AttestedInitiator.Client(TestNode.PeerId.Text, node.Random);
        AcceptedSession accepted = node.Enclave.ClientAccept(peerName.FirstMessage);
        Assert.ThrowsAny<AttestException>(() => peerName.Inspect(accepted.Response.Span, out _));
        node.Enclave.ClientClose(client.Id);
        EnclaveMessage message = client.Message([1]);
        Assert.Equal(AttestError.UnknownSession, TestNode.Refused(() => node.Enclave.ClientDiscardMessage(message)));
    }

    [Fact]
    public void SessionsOfClientsAndPeers_AreNotEachOthers()
    {
        using TestNode node = new();
        using TestSession client = node.Client(), peer = node.Peer();
        Assert.Equal(AttestError.UnknownSession, TestNode.Refused(() => node.Enclave.PeerTxPropose(client.Message([]))));
        Assert.Equal(AttestError.UnknownSession, TestNode.Refused(() => node.Enclave.ClientTxPropose(peer.Message([]))));
        TestNode.Refused(EnclaveErrorKind.Attest, () => node.Enclave.TxsForPeer([], default, client.Id));
    }

    [Fact]
    public void Handshakes_OfGarbage_AreRefused()
    {
        using TestNode node = new();
        RandomFill random = Samples.Random(9);
        foreach (int length in (int[])[0, 1, 31, 32, 33, 64, 96, 1000, 100_000])
        {
            byte[] garbage = new byte[length];
            random(garbage);
            Assert.Throws<EnclaveException>(() => node.Enclave.PeerAccept(garbage));
            node.Enclave.PeerInit(TestNode.PeerId);
            Assert.Throws<EnclaveException>(() => node.Enclave.PeerConnect(TestNode.PeerId, garbage));
        }
        Assert.Throws<EnclaveException>(() => node.Enclave.ClientAccept(new byte[31]));
    }
}
