// Hosts, stores and clients that do what they should not.
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;

namespace MobileCoin.ViewEnclave.Test;

public sealed class HostileTests
{
    [Fact]
    public void Handshakes_OfGarbage_AreRefused()
    {
        using World world = World.Single();
        foreach (int length in (int[])[0, 1, 31, 33, 64, 1000])
        {
            byte[] garbage = Samples.Payload(length, length);
            Assert.Throws<EnclaveException>(() => world.Router.ViewStoreConnect(World.Id(0), garbage)); // none waits
            world.Router.ViewStoreInit(World.Id(0));
            Assert.Throws<EnclaveException>(() => world.Router.ViewStoreConnect(World.Id(0), garbage));
        }
        Assert.Throws<EnclaveException>(() => world.Router.ClientAccept(new byte[31]));
        Assert.Throws<EnclaveException>(() => world.Stores[0].FrontendAccept(new byte[31]));
        using ViewStoreEnclave unattested = new("s:1", 1, Samples.Platform(50));
        Samples.Refused(EnclaveErrorKind.Attest, () => unattested.GetAttestationEvidence());
        Assert.Throws<EnclaveException>(() => unattested.FrontendAccept(world.Router.ViewStoreInit("s:1")));
    }

    [Fact]
    public void ASession_OfAnotherStore_OrReplayed_OrClosed_IsRefused()
    {
        using World world = new(new BlockRange(0, 10), new BlockRange(10, 20));
        using Wallet wallet = world.Wallet();
        SealedQuery query = world.Router.DecryptAndSealQuery(wallet.Query(Samples.Key(1)));
        IReadOnlyList<StoreQuery> queries = world.Router.CreateMultiViewStoreQuery(query);
        NonceMessage own = queries[0].Message;
        Samples.Refused(AttestError.UnknownSession, () => world.Stores[1].QueryStore(own, new UntrustedQueryResponse()));
        Samples.Refused(AttestError.Cipher, () => world.Stores[0].QueryStore(own with { Aad = new byte[3] }, new UntrustedQueryResponse()));
        Samples.Refused(AttestError.Cipher, () => world.Stores[0].QueryStore(own with { Nonce = 77 }, new UntrustedQueryResponse()));
        ShardQueryResponse[] answers = world.AskAll(queries);
        Samples.Refused(AttestError.Replay, () => world.Stores[0].QueryStore(own, new UntrustedQueryResponse()));
        // An answer under another store's name, one that came twice, one that was cut.
        Samples.Refused(AttestError.Cipher, () => world.Router.CollateShardQueryResponses(query, [answers[0] with { ResponderId = World.Id(1) }]));
        Samples.Refused(AttestError.UnknownSession, () => world.Router.CollateShardQueryResponses(query, [answers[0] with { ResponderId = "none:1" }]));
        NonceMessage cut = answers[0].Message with { Data = answers[0].Message.Data[..^1] };
        Samples.Refused(AttestError.Cipher, () => world.Router.CollateShardQueryResponses(query, [answers[0] with { Message = cut }]));
        Samples.Refused(AttestError.Replay, () => world.Router.CollateShardQueryResponses(query, [answers[0], answers[0]]));
        world.Stores[1].FrontendClose(queries[1].Message.Session);
        queries = world.Router.CreateMultiViewStoreQuery(query);
        Samples.Refused(AttestError.UnknownSession, () => world.Ask(1, queries));
        // After a new handshake all goes on, and the client has lost nothing.
        world.Connect(1);
        wallet.Read(world.Router.CollateShardQueryResponses(query, world.AskAll(world.Router.CreateMultiViewStoreQuery(query))));
        world.Router.ClientClose(wallet.Id);
        Samples.Refused(AttestError.UnknownSession, () => world.Router.DecryptAndSealQuery(wallet.Query()));
    }

    [Fact]
    public void NoAnswer_OrOneToAnotherQuery_IsRefused()
    {
        using World world = World.Single();
        using Wallet wallet = world.Wallet();
        SealedQuery query = world.Router.DecryptAndSealQuery(wallet.Query(Samples.Key(1), Samples.Key(2)));
        Samples.Refused(EnclaveErrorKind.NoShardResponse, () => world.Router.CollateShardQueryResponses(query, []));
        foreach (byte[][] keys in (byte[][][])[[], [Samples.Key(1)], [Samples.Key(2), Samples.Key(1)], [Samples.Key(1), [1]]])
        {
            SealedQuery other = world.Router.DecryptAndSealQuery(wallet.Query(keys));
            ShardQueryResponse[] answers = world.AskAll(world.Router.CreateMultiViewStoreQuery(other));
            Samples.Refused(EnclaveErrorKind.BadShardResponse, () => world.Router.CollateShardQueryResponses(query, answers));
        }
        wallet.Read(world.Router.CollateShardQueryResponses(query, world.AskAll(world.Router.CreateMultiViewStoreQuery(query))));
    }

    [Fact]
    public void Messages_ThatHoldNoQuery_AreRefused_AndTheSessionGoesOn()
    {
        using World world = World.Single();
        using Wallet wallet = world.Wallet(), other = world.Wallet(10);
        Samples.Refused(EnclaveErrorKind.ProstDecode, () => world.Router.DecryptAndSealQuery(wallet.Message([0x0a, 0x10, 1], [])));
        EnclaveMessage good = wallet.Query(Samples.Key(1));
        Samples.Refused(AttestError.Cipher, () => world.Router.DecryptAndSealQuery(good with { Aad = default }));
        Samples.Refused(AttestError.Cipher, () => world.Router.DecryptAndSealQuery(good with { Session = other.Id }));
        Samples.Refused(AttestError.UnknownSession, () => world.Router.DecryptAndSealQuery(good with { Session = default }));
        wallet.Read(world.Route(good));
        Samples.Refused(AttestError.Cipher, () => world.Router.DecryptAndSealQuery(good));
    }

    [Fact]
    public void SealedQueries_OfAnotherEnclave_OrChanged_AreRefused()
    {
        using World world = World.Single(), elsewhere = World.Single();
        using Wallet wallet = world.Wallet();
        SealedQuery query = world.Router.DecryptAndSealQuery(wallet.Query(Samples.Key(1)));
        byte[] changed = query.Bytes.ToArray();
        changed[3] ^= 1;
        foreach (byte[] bytes in (byte[][])[[], new byte[10], changed, [.. query.Bytes.Span, 0]])
        {
            Samples.Refused(EnclaveErrorKind.Sealing, () => world.Router.CreateMultiViewStoreQuery(new SealedQuery(bytes)));
        }
        using ViewRouterEnclave stranger = new("other:1", Samples.Platform(99));
        Samples.Refused(EnclaveErrorKind.Sealing, () => stranger.CreateMultiViewStoreQuery(query));
        Samples.Refused(EnclaveErrorKind.Sealing, () => stranger.CollateShardQueryResponses(query, [new ShardQueryResponse("s:1", default, new NonceMessage(default, 0, default, default))]));
    }
}
