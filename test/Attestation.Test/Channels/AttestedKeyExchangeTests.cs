// Fact sheets attestation §1.3, §1.4, §1.6, crypto §6: handshakes end to end with simulated evidence.
using MobileCoin.Crypto;

namespace MobileCoin.Attestation.Test;

public sealed class AttestedKeyExchangeTests
{
    private const string ClientId = "view.example.com:443", PeerId = "node1.example.com:8443-00ff";

    private static readonly VerificationPolicy Policy = Simulated.Policy with { Time = TimePolicy.None };

    [Fact]
    public void Client_AttestsAndSpeaks()
    {
        using AttestedKeyExchange server = Enclave(1);
        using AttestedInitiator initiator = AttestedInitiator.Client(ClientId, Simulated.Random(2));
        Assert.Equal(32, initiator.FirstMessage.Length);
        byte[] answer = server.ClientAccept(initiator.FirstMessage, out ChannelId channel);
        using NoiseSession session = initiator.Finish(answer, Simulated.Policy, out VerificationResult verification);
        Assert.True(verification.IsSimulated);
        Assert.Equal(channel.Bytes, session.ChannelBinding);
        Assert.Equal(server.PublicKey.ToBytes(), session.RemoteStaticKey);
        for (byte i = 0; i < 3; i++)
        {
            byte[] message = AttestedKeyExchange.Encrypt(session, [i], [1, 2, i]);
            Assert.Equal([1, 2, i], server.ClientDecrypt(channel, [i], message));
            byte[] reply = server.ClientEncrypt(channel, [], [i]);
            Assert.Equal([i], AttestedKeyExchange.Decrypt(session, [], reply));
            // Replayed, changed, with other data: refused, and nothing is lost by it.
            Refused(AttestError.Cipher, () => _ = server.ClientDecrypt(channel, [i], message));
            Refused(AttestError.Cipher, () => _ = server.ClientDecrypt(channel, [], []));
        }
        Assert.Equal(1, server.ClientCount);
        Assert.True(server.ClientClose(channel));
        Assert.False(server.ClientClose(channel));
        Refused(AttestError.UnknownSession, () => _ = server.ClientDecrypt(channel, [], new byte[20]));
        Refused(AttestError.UnknownSession, () => _ = server.ClientEncrypt(default, [], []));
    }

    [Fact]
    public void Client_RefusesWhatItDoesNotTrust()
    {
        using AttestedKeyExchange server = Enclave(1);
        Refused(AttestError.Untrusted, () => Finish(Simulated.Policy with { Identities = [] }));
        AttestException production = Refused(AttestError.Untrusted, () => Finish(Simulated.Policy with { Anchors = TrustAnchor.Production }));
        Assert.Contains("PckChain/ChainAnchor", production.Message, StringComparison.Ordinal);
        Assert.NotNull(production.Verification);
        Refused(AttestError.Untrusted, () => Finish(Simulated.Policy with { Time = TimePolicy.Strict(Simulated.Issued.AddDays(40)) }));
        Refused(AttestError.Handshake, () => Finish(Simulated.Policy, id: "other.example.com:443")); // another prologue
        Refused(AttestError.Handshake, () => Finish(Simulated.Policy, spoil: a => a[^1] ^= 1));

        void Finish(VerificationPolicy policy, string id = ClientId, Action<byte[]>? spoil = null)
        {
            using AttestedInitiator initiator = AttestedInitiator.Client(id, Simulated.Random(2));
            byte[] answer = server.ClientAccept(initiator.FirstMessage, out _);
            spoil?.Invoke(answer);
            try
            {
                initiator.Finish(answer, policy, out _).Dispose();
            }
            finally
            {
                // It has ended, whatever came of it.
                Assert.ThrowsAny<InvalidOperationException>(() => initiator.Finish(answer, policy, out _));
            }
        }
    }

    // Somebody without an enclave shows the evidence of one, with a key of his own.
    [Fact]
    public void StolenEvidence_IsRefused_ByClientsAndByPeers()
    {
        using AttestedKeyExchange honest = Enclave(1), peer = Enclave(2);
        using X25519Private thief = X25519Private.Random(Simulated.Random(9));
        using AttestedInitiator initiator = AttestedInitiator.Client(ClientId, Simulated.Random(3));
        using NoiseHandshake handshake = AttestedResponder.AcceptClient(
            ClientId, thief, EvidenceKind.Encode(honest.Evidence!), initiator.FirstMessage, Simulated.Random(4), out byte[] answer);
        AttestException e = Refused(AttestError.BadRemoteIdentity, () => _ = initiator.Finish(answer, Policy, out _));
        Assert.Equal(["NoiseKey"], e.Verification!.Failures);

        using AttestedInitiator asPeer = AttestedInitiator.Peer(PeerId, thief, honest.Evidence!, Simulated.Random(5));
        Refused(AttestError.BadRemoteIdentity, () => _ = peer.PeerAccept(asPeer.FirstMessage, Policy, out _, out _));
        Assert.Equal(0, peer.PeerCount);
    }

    [Fact]
    public void Peers_AttestBothWays()
    {
        using AttestedKeyExchange a = Enclave(1), b = Enclave(2);
        byte[] first = a.PeerInit(PeerId);
        byte[] answer = b.PeerAccept(first, Policy, out ChannelId inbound, out VerificationResult ofA);
        ChannelId outbound = a.PeerConnect(PeerId, answer, Policy, out VerificationResult ofB);
        Assert.Equal(inbound, outbound);
        Assert.True(ofA.IsTrusted && ofB.IsTrusted);
        Assert.Equal([1], b.PeerDecrypt(inbound, [7], a.PeerEncrypt(outbound, [7], [1])));
        Assert.Equal([2], a.PeerDecrypt(outbound, [], b.PeerEncrypt(inbound, [], [2])));
        // A peer's session is none of a client's, nor of a router's.
        Refused(AttestError.UnknownSession, () => _ = b.ClientEncrypt(inbound, [], []));
        Refused(AttestError.UnknownSession, () => _ = b.FrontendEncrypt(inbound, [], [], out _));
        // The handshake is spent.
        Refused(AttestError.InvalidState, () => _ = a.PeerConnect(PeerId, answer, Policy, out _));
        Assert.True(a.PeerClose(outbound));
        Assert.True(b.PeerClose(inbound));
        Assert.False(b.PeerClose(inbound));
        Refused(AttestError.UnknownSession, () => _ = b.PeerEncrypt(inbound, [], []));
    }

    [Fact]
    public void Peers_OfOtherConfigurationOrMeasurement_DoNotMeet()
    {
        using AttestedKeyExchange a = Enclave(1), b = Enclave(2);
        byte[] answer = b.PeerAccept(a.PeerInit(PeerId + "00"), Policy, out _, out _);
        Refused(AttestError.Handshake, () => _ = a.PeerConnect(PeerId + "00", answer, Policy, out _));
        VerificationPolicy other = Policy with { Identities = [new TrustedMrEnclaveIdentity(new byte[32], [], [])] };
        Refused(AttestError.Untrusted, () => _ = b.PeerAccept(a.PeerInit(PeerId), other, out _, out _));
        Refused(AttestError.MissingEvidence, () => _ = b.PeerAccept([.. a.PeerInit(PeerId)[..64], 0xff], Policy, out _, out _));
        Refused(AttestError.BadRemoteIdentity, () => _ = b.PeerAccept(a.PeerInit(PeerId).AsSpan(0, 64), Policy, out _, out _)); // no evidence at all
        Refused(AttestError.Handshake, () => _ = b.PeerAccept(a.PeerInit(PeerId).AsSpan(0, 63), Policy, out _, out _));
    }

    [Fact]
    public void Peer_OfAnotherKind_SendsTheContainer()
    {
        using X25519Private key = X25519Private.Random(Simulated.Random(9));
        var contents = new EnclaveReportDataContents(new byte[16], key.PublicKey().ToBytes(), default);
        TdxEvidence sound = Simulated.Domain();
        using SimulatedPlatform platform = Simulated.Platform(new SimulatedParts { IsDomain = true, QuoteVersion = 4 });
        byte[] body = DcapQuote.Parse(sound.QuoteMemory).Domain!.Bytes.ToArray();
        contents.Sha256().CopyTo(body, 520);
        var evidence = new TdxEvidence(platform.QuoteCore(body, Simulated.Random(3)), platform.Collateral, contents);
        using AttestedInitiator initiator = AttestedInitiator.Peer(PeerId, key, evidence, Simulated.Random(5));
        using AttestedKeyExchange responder = Enclave(1);
        VerificationPolicy policy = Policy with { Identities = [Simulated.DomainIdentity(), Simulated.Identity] };
        byte[] answer = responder.PeerAccept(initiator.FirstMessage, policy, out _, out VerificationResult result);
        Assert.IsType<TrustedTdIdentity>(result.Identity);
        initiator.Finish(answer, policy, out _).Dispose();
    }

    [Fact]
    public void Router_SpeaksToStores_InAnyOrder_AndNothingTwice()
    {
        using AttestedKeyExchange router = Enclave(1), store = Enclave(2);
        byte[] answer = store.FrontendAccept(router.BackendInit(ClientId), out ChannelId frontend);
        ChannelId backend = router.BackendConnect(ClientId, answer, Policy, out _);
        Assert.Equal(frontend, backend);
        byte[] first = router.BackendEncrypt(ClientId, [1], [10], out ulong n0, out ChannelId named);
        byte[] second = router.BackendEncrypt(ClientId, [2], [20], out ulong n1, out _);
        Assert.Equal(backend, named);
        Assert.Equal((0ul, 1ul), (n0, n1));
        Assert.Equal([20], store.FrontendDecrypt(frontend, n1, [2], second));
        Assert.Equal([10], store.FrontendDecrypt(frontend, n0, [1], first));
        Refused(AttestError.Replay, () => _ = store.FrontendDecrypt(frontend, n0, [1], first));
        Refused(AttestError.Cipher, () => _ = store.FrontendDecrypt(frontend, 5, [1], first));
        Refused(AttestError.Exhausted, () => _ = store.FrontendDecrypt(frontend, ulong.MaxValue, [1], first));
        byte[] reply = store.FrontendEncrypt(frontend, [], [30], out ulong r0);
        Assert.Equal([30], router.BackendDecrypt(ClientId, r0, [], reply));
        Refused(AttestError.Replay, () => _ = router.BackendDecrypt(ClientId, r0, [], reply));
        // A second session with the store takes the place of the first.
        answer = store.FrontendAccept(router.BackendInit(ClientId), out ChannelId again);
        router.BackendConnect(ClientId, answer, Policy, out _);
        Assert.NotEqual(frontend, again);
        Assert.Equal((1, 2), (router.BackendCount, store.FrontendCount));
        Assert.True(router.BackendClose(ClientId));
        Refused(AttestError.UnknownSession, () => _ = router.BackendEncrypt(ClientId, [], [], out _, out _));
        Assert.True(store.FrontendClose(frontend));
        Refused(AttestError.UnknownSession, () => _ = store.FrontendDecrypt(frontend, 9, [], reply));
        Refused(AttestError.InvalidState, () => _ = router.BackendConnect("other:1", answer, Policy, out _));
    }

    [Fact]
    public void Tables_AreBounded_AndSilentlyForget()
    {
        using AttestedKeyExchange server = Enclave(1), router = Enclave(2);
        ChannelId oldest = default;
        for (int i = 0; i <= AttestedKeyExchange.MaxFrontends; i++)
        {
            byte[] message = router.BackendInit($"store{i}:1");
            server.FrontendAccept(message, out ChannelId id);
            if (i == 0) oldest = id;
        }
        Assert.Equal(AttestedKeyExchange.MaxFrontends, server.FrontendCount);
        Refused(AttestError.UnknownSession, () => _ = server.FrontendEncrypt(oldest, [], [], out _));
        for (int i = 0; i < AttestedKeyExchange.MaxPendingBackends; i++) router.BackendInit($"more{i}:1");
        Refused(AttestError.InvalidState, () => _ = router.BackendConnect("store0:1", [], Policy, out _)); // gave way
        Refused(AttestError.Handshake, () => _ = router.BackendConnect("more0:1", [], Policy, out _));
    }

    [Fact]
    public void EvictedSession_HasNoKeysLeft()
    {
        using var table = new SessionTable<ChannelId, NoiseSession>(1);
        using AttestedKeyExchange server = Enclave(1);
        NoiseSession first = Connect(2), second = Connect(3);
        AttestedKeyExchange.Keep(table, first, first.ChannelBinding);
        _ = AttestedKeyExchange.Encrypt(first, [], [1]);
        AttestedKeyExchange.Keep(table, second, second.ChannelBinding);
        Assert.Throws<ObjectDisposedException>(() => AttestedKeyExchange.Encrypt(first, [], [1]));
        _ = AttestedKeyExchange.Encrypt(second, [], [1]);

        NoiseSession Connect(long seed)
        {
            using AttestedInitiator initiator = AttestedInitiator.Client(ClientId, Simulated.Random(seed));
            return initiator.Finish(server.ClientAccept(initiator.FirstMessage, out _), Policy, out _);
        }
    }

    [Fact]
    public void Peers_TrustTheirOwnMeasurement()
    {
        using AttestedKeyExchange a = Enclave(1), b = Enclave(2);
        VerificationPolicy peers = VerificationPolicy.Peers(b.Evidence!, TimePolicy.None) with { Anchors = [TrustAnchor.Simulated] };
        byte[] answer = b.PeerAccept(a.PeerInit(PeerId), peers, out _, out VerificationResult result);
        Assert.Equal(TrustedIdentity.MobileCoinHardening, result.Identity!.HardeningAdvisories);
        a.PeerConnect(PeerId, answer, peers, out _);
        DcapEvidence other = Simulated.Evidence(enclave: new SimulatedEnclave(new byte[32], Simulated.MrSigner));
        VerificationPolicy others = VerificationPolicy.Peers(other, TimePolicy.None) with { Anchors = [TrustAnchor.Simulated] };
        Refused(AttestError.Untrusted, () => _ = b.PeerAccept(a.PeerInit(PeerId), others, out _, out _));
        var domain = Assert.IsType<TrustedTdIdentity>(VerificationPolicy.Peers(Simulated.Domain(), TimePolicy.None).Identities[0]);
        Assert.Equal(Simulated.Filled(0xD2, 48), domain.Rtmr2);
        Assert.Null(domain.Rtmr3);
        Assert.Throws<EvidenceFormatException>(() => VerificationPolicy.Peers(new DcapEvidence(null, null, null), TimePolicy.None));
        Assert.Throws<EvidenceFormatException>(() => VerificationPolicy.Peers(new VerificationReport([], [], ""), TimePolicy.None));
    }

    [Fact]
    public void OwnEvidence_IsAskedFor_Judged_AndThenShown()
    {
        using var enclave = new AttestedKeyExchange(ClientId, PeerId, Simulated.Random(1));
        Assert.Null(enclave.Evidence);
        Refused(AttestError.NoEvidence, () => _ = enclave.ClientAccept(new byte[32], out _));
        Refused(AttestError.NoEvidence, () => _ = enclave.PeerInit(PeerId));
        EnclaveReportDataContents contents = enclave.NewReport(new byte[32]);
        Assert.True(contents.IsWellFormed);
        Assert.Equal(enclave.PublicKey.ToBytes(), contents.Key);
        var others = new EnclaveReportDataContents(contents.Nonce, contents.Key, default);
        Refused(AttestError.InvalidState, () => _ = enclave.AcceptEvidence(Simulated.Evidence(contents: others), Policy));
        Refused(AttestError.InvalidState, () => _ = enclave.AcceptEvidence(Simulated.Evidence(contents: contents), Policy)); // the nonce is spent
        contents = enclave.NewReport(new byte[32]);
        Refused(AttestError.Untrusted, () => _ = enclave.AcceptEvidence(Simulated.Evidence(contents: contents), Policy with { Identities = [] }));
        Assert.Null(enclave.Evidence);
        contents = enclave.NewReport([]);
        DcapEvidence evidence = Simulated.Evidence(contents: contents);
        Assert.True(enclave.AcceptEvidence(evidence, Policy).IsTrusted);
        Assert.Same(evidence, enclave.Evidence);
        // Old requests give way to new ones.
        contents = enclave.NewReport([]);
        for (int i = 0; i < AttestedKeyExchange.MaxPendingQuotes; i++) enclave.NewReport([]);
        Refused(AttestError.InvalidState, () => _ = enclave.AcceptEvidence(Simulated.Evidence(contents: contents), Policy));
        Assert.Throws<ArgumentException>(() => enclave.NewReport(new byte[31]));
    }

    [Fact]
    public void Inspect_GivesTheEvidenceUnjudged()
    {
        using AttestedKeyExchange server = Enclave(1);
        using AttestedInitiator initiator = AttestedInitiator.Client(ClientId, Simulated.Random(2));
        byte[] answer = server.ClientAccept(initiator.FirstMessage, out _);
        Assert.Equal(server.Evidence, initiator.Inspect(answer, out X25519Public key));
        Assert.Equal(server.PublicKey, key);
    }

    // A source that repeats itself would give two sessions one name: the second is refused.
    [Fact]
    public void RepeatingSource_MakesNoSecondSessionOfAName()
    {
        using AttestedKeyExchange server = Enclave(d => d.Fill(7));
        using AttestedInitiator initiator = AttestedInitiator.Client(ClientId, Simulated.Random(2));
        server.ClientAccept(initiator.FirstMessage, out _);
        Refused(AttestError.InvalidState, () => _ = server.ClientAccept(initiator.FirstMessage, out _));
        Assert.Equal(1, server.ClientCount);
    }

    [Fact]
    public void HostileMessages_AreRefusedByTheirException()
    {
        using AttestedKeyExchange server = Enclave(1), peer = Enclave(2);
        byte[] first = peer.PeerInit(PeerId);
        RandomFill random = Simulated.Random(66);
        byte[] draw = new byte[8];
        for (int round = 0; round < 200; round++)
        {
            random(draw);
            byte[] message = draw[0] % 3 == 0 ? first[..(BitConverter.ToUInt16(draw, 2) % first.Length)] : Simulated.Flipped(first, BitConverter.ToUInt16(draw, 2) % first.Length, (byte)(draw[1] | 1));
            try
            {
                // The first 32 bytes are the ephemeral key, the next the static one: changes of the first show only later.
                server.PeerAccept(message, Policy, out _, out _);
            }
            catch (AttestException)
            {
                continue;
            }
            Assert.Equal(first.Length, message.Length);
        }
    }

    // A server that shakes hands well, but whose evidence is anything.
    [Fact]
    public void HostileAnswers_AreRefusedByTheirException()
    {
        using X25519Private key = X25519Private.Random(Simulated.Random(9));
        Refused(AttestError.MissingEvidence, () => Finish([0xff]));
        Refused(AttestError.Untrusted, () => Finish([])); // an empty report of the service of old
        Refused(AttestError.BadRemoteIdentity, () => Finish(EvidenceKind.Encode(new DcapEvidence(null, null, null))));
        Refused(AttestError.BadRemoteIdentity, () => Finish(EvidenceKind.Encode(new SnpEvidence([], [], [], null))));
        Refused(AttestError.Untrusted, () => Finish(EvidenceKind.Encode(
            new DcapEvidence(null, null, new EnclaveReportDataContents([], key.PublicKey().ToBytes(), [])))));
        RandomFill random = Simulated.Random(67);
        byte[] payload = new byte[100];
        for (int round = 0; round < 100; round++)
        {
            random(payload);
            Assert.Throws<AttestException>(() => Finish(payload));
        }

        void Finish(byte[] evidence)
        {
            using AttestedInitiator initiator = AttestedInitiator.Client(ClientId, Simulated.Random(3));
            using NoiseHandshake handshake =
                AttestedResponder.AcceptClient(ClientId, key, evidence, initiator.FirstMessage, Simulated.Random(4), out byte[] answer);
            initiator.Finish(answer, Policy, out _).Dispose();
        }
    }

    [Fact]
    public void ManyThreads_ShareOneEnclave()
    {
        using AttestedKeyExchange server = Enclave(1);
        Parallel.For(0, 4, worker =>
        {
            for (int i = 0; i < 10; i++)
            {
                using AttestedInitiator initiator = AttestedInitiator.Client(ClientId, Simulated.Random((100 * worker) + i + 1000));
                byte[] answer = server.ClientAccept(initiator.FirstMessage, out ChannelId channel);
                using NoiseSession session = initiator.Finish(answer, Policy, out _);
                Assert.Equal([5], server.ClientDecrypt(channel, [], AttestedKeyExchange.Encrypt(session, [], [5])));
            }
        });
        Assert.Equal(40, server.ClientCount);
    }

    private static AttestedKeyExchange Enclave(long seed) => Enclave(Simulated.Random(seed));

    private static AttestedKeyExchange Enclave(RandomFill random)
    {
        var enclave = new AttestedKeyExchange(ClientId, PeerId, random);
        enclave.AcceptEvidence(Simulated.Evidence(contents: enclave.NewReport(new byte[32])), Policy);
        return enclave;
    }

    private static AttestException Refused(AttestError error, Action action)
    {
        AttestException e = Assert.Throws<AttestException>(action);
        Assert.Equal(error, e.Error);
        return e;
    }
}
