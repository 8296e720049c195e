// Fact sheets fog §8.5, §11, crypto §6.5-6.8: hosts, routers, stores and clients that send what they should not.
using MobileCoin.Attestation;

namespace MobileCoin.FogEnclave.Test;

public sealed class HostileTests
{
    [Theory]
    [InlineData("view")]
    [InlineData("ledger")]
    public void Handshakes_OfGarbage_LeaveNothingBehind(string service)
    {
        using World world = new(service);
        foreach (int length in (int[])[0, 1, 31, 33, 48, 64, 4096, 100_000])
        {
            byte[] garbage = Samples.Bytes(length, length);
            if (length < 32) Samples.Refused(AttestError.Handshake, () => world.Router.ClientAccept(garbage));
            if (length < 32) Samples.Refused(AttestError.Handshake, () => world.Stores[0].FrontendAccept(garbage));
            Samples.Refused(AttestError.InvalidState, () => world.Service.Connect(world.Router, "nobody:1", garbage));
            world.Service.Begin(world.Router, World.Id(0));
            Samples.Refused(AttestError.Handshake, () => world.Service.Connect(world.Router, World.Id(0), garbage));
        }
        // The store's session of before is as it was.
        using Wallet wallet = world.Wallet();
        world.Works(wallet);
    }

    [Theory]
    [InlineData("view")]
    [InlineData("ledger")]
    public void AHandshake_ThatCameBefore_MakesASessionOfItsOwn(string service)
    {
        using World world = new(service);
        using Wallet wallet = world.Wallet();
        ChannelId again = world.Router.ClientAccept(wallet.FirstMessage).Session;
        Assert.NotEqual(wallet.Id, again);
        EnclaveMessage query = wallet.Query(1);
        Samples.Refused(AttestError.Cipher, () => world.Router.DecryptAndSealQuery(query with { Session = again }));
        world.Router.DecryptAndSealQuery(query);
    }

    [Theory]
    [InlineData("view")]
    [InlineData("ledger")]
    public void Messages_ChangedReorderedRepeatedOrOfAnotherSession_AreRefused_AndTheSessionGoesOn(string service)
    {
        using World world = new(service);
        using Wallet wallet = world.Wallet(), other = world.Wallet();
        EnclaveMessage first = wallet.Query(1), second = wallet.Query(4, 5), foreign = other.Query(1);
        byte[] bent = first.Data.ToArray();
        bent[3] ^= 1;
        EnclaveMessage[] wrong =
        [
            second, foreign with { Session = wallet.Id }, first with { Session = other.Id }, first with { Aad = default },
            first with { Aad = new byte[] { 8, 6 } }, first with { Data = bent }, first with { Data = first.Data[..^1] },
            first with { Data = default }, first with { Data = new byte[15] },
        ];
        Assert.All(wrong, m => Samples.Refused(AttestError.Cipher, () => world.Router.DecryptAndSealQuery(m)));
        Samples.Refused(AttestError.UnknownSession, () => world.Router.DecryptAndSealQuery(first with { Session = default }));
        Samples.Refused(AttestError.UnknownSession, () => world.Router.DecryptAndSealQuery(first with { Session = ChannelId.Parse(new byte[64]) }));
        world.Router.DecryptAndSealQuery(first);
        Samples.Refused(AttestError.Cipher, () => world.Router.DecryptAndSealQuery(first));
        world.Router.DecryptAndSealQuery(second);
        world.Router.DecryptAndSealQuery(foreign);
        Samples.Refused(EnclaveErrorKind.ProstDecode, () => world.Router.DecryptAndSealQuery(wallet.Message([0x0a, 0xff])));
        world.Router.DecryptAndSealQuery(wallet.Query(1));
    }

    [Theory]
    [InlineData("view")]
    [InlineData("ledger")]
    public void SealedQueries_OfOthers_OrChanged_AreRefused(string service)
    {
        using World world = new(service), otherService = new(service == "view" ? "ledger" : "view", seed: 50);
        using Wallet wallet = world.Wallet();
        SealedQuery query = world.Router.DecryptAndSealQuery(wallet.Query(4));
        (string, NonceMessage)[] answers = world.AskAll(query);
        using RouterEnclave another = world.Service.NewRouter("another:1", 77);
        Samples.Refused(EnclaveErrorKind.Sealing, () => world.Service.StoreQueries(another, query));
        Samples.Refused(EnclaveErrorKind.Sealing, () => world.Service.Collate(another, query, answers));
        Samples.Refused(EnclaveErrorKind.Sealing, () => otherService.Service.StoreQueries(otherService.Router, query));
        for (int i = 0; i < query.Bytes.Length; i += 7)
        {
            byte[] bent = query.Bytes.ToArray();
            bent[i] ^= 0x10;
            Samples.Refused(EnclaveErrorKind.Sealing, () => world.Service.StoreQueries(world.Router, new SealedQuery(bent)));
            Samples.Refused(EnclaveErrorKind.Sealing, () => world.Service.Collate(world.Router, new SealedQuery(query.Bytes[..i]), answers));
        }
        Assert.Equal([true], wallet.Read(world.Service.Collate(world.Router, query, answers)));
    }

    [Theory]
    [InlineData("view")]
    [InlineData("ledger")]
    public void StoreQueries_ReplayedSwappedOrReflected_AreRefused(string service)
    {
        using World world = new(service);
        using Wallet wallet = world.Wallet();
        SealedQuery query = world.Router.DecryptAndSealQuery(wallet.Query(4, 5));
        IReadOnlyList<StoreQuery> queries = world.Service.StoreQueries(world.Router, query);
        NonceMessage own = queries[0].Message;
        NonceMessage[] wrong =
        [
            own with { Aad = default }, own with { Aad = new byte[] { 1 } }, own with { Nonce = own.Nonce + 1 }, own with { Nonce = 1UL << 40 },
            own with { Nonce = ulong.MaxValue - 1 }, own with { Data = own.Data[..^1] }, own with { Data = default },
        ];
        Assert.All(wrong, m => Samples.Refused(AttestError.Cipher, () => world.Service.Ask(world.Stores[0], m)));
        Samples.Refused(AttestError.UnknownSession, () => world.Service.Ask(world.Stores[1], own));
        Samples.Refused(AttestError.UnknownSession, () => world.Service.Ask(world.Stores[0], own with { Session = wallet.Id }));
        NonceMessage answer = world.Ask(queries[0]);
        Samples.Refused(AttestError.Replay, () => world.Ask(queries[0]));
        // To whom it came from.
        Samples.Refused(AttestError.Cipher, () => world.Service.Ask(world.Stores[0], answer with { Nonce = 9 }));
        Samples.Refused(AttestError.Cipher, () => world.Service.Collate(world.Router, query, [(World.Id(1), queries[1].Message)]));
        world.Service.Collate(world.Router, query, [(World.Id(0), answer), (World.Id(1), world.Ask(queries[1]))]);
    }

    [Theory]
    [InlineData("view")]
    [InlineData("ledger")]
    public void AnswersToOtherQueries_OrOfOtherStores_AreRefused_AndNeverTold(string service)
    {
        using World world = new(service);
        using Wallet alice = world.Wallet(), bob = world.Wallet();
        foreach (int[] others in (int[][])[[], [5], [5, 4], [4, 5, 5], [6, 5]])
        {
            SealedQuery a = world.Router.DecryptAndSealQuery(alice.Query(4, 5)), b = world.Router.DecryptAndSealQuery(bob.Query(others));
            (string, NonceMessage)[] toA = world.AskAll(a), toB = world.AskAll(b);
            Samples.Refused(EnclaveErrorKind.BadShardResponse, () => world.Service.Collate(world.Router, a, [toB[0]]));
            Samples.Refused(EnclaveErrorKind.BadShardResponse, () => world.Service.Collate(world.Router, b, [toA[0]]));
            // A right one beside a wrong one.
            Samples.Refused(EnclaveErrorKind.BadShardResponse, () => world.Service.Collate(world.Router, a, [toA[1], toB[1]]));
            // What was read once is not read again, though the call failed.
            Samples.Refused(AttestError.Replay, () => world.Service.Collate(world.Router, a, [toA[1]]));
        }
        SealedQuery query = world.Router.DecryptAndSealQuery(alice.Query(4, 5));
        (string Store, NonceMessage Answer)[] answers = world.AskAll(query);
        Samples.Refused(AttestError.Cipher, () => world.Service.Collate(world.Router, query, [(World.Id(1), answers[0].Answer)]));
        Samples.Refused(AttestError.Cipher, () => world.Service.Collate(world.Router, query, [(World.Id(0), answers[0].Answer with { Aad = new byte[1] })]));
        Samples.Refused(AttestError.UnknownSession, () => world.Service.Collate(world.Router, query, [("nobody:1", answers[0].Answer)]));
        Samples.Refused(EnclaveErrorKind.NoShardResponse, () => world.Service.Collate(world.Router, query, []));
        Samples.Refused(AttestError.Replay, () => world.Service.Collate(world.Router, query, [answers[0], answers[0]]));
        // None of it has used up a number of a client's session.
        Assert.Equal([true, false], alice.Read(world.Service.Collate(world.Router, query, world.AskAll(query))));
        world.Works(bob);
    }

    [Theory]
    [InlineData("view")]
    [InlineData("ledger")]
    public void AnAnswerToTheSameKeys_OfAnotherClient_IsTrue_AndGoesToItsOwn(string service)
    {
        using World world = new(service, stores: 1);
        using Wallet alice = world.Wallet(), bob = world.Wallet();
        SealedQuery a = world.Router.DecryptAndSealQuery(alice.Query(4, 5)), b = world.Router.DecryptAndSealQuery(bob.Query(4, 5));
        (string, NonceMessage)[] toA = world.AskAll(a), toB = world.AskAll(b);
        Assert.Equal([true, false], alice.Read(world.Service.Collate(world.Router, a, toB)));
        Assert.Equal([true, false], bob.Read(world.Service.Collate(world.Router, b, toA)));
    }

    /// <summary>A few bytes that would become many objects, and many bytes that stores would be sent, are refused before either.</summary>
    [Theory]
    [InlineData("view", EnclaveErrorKind.TooManyKeys)]
    [InlineData("ledger", EnclaveErrorKind.TooManyKeyImages)]
    public void QueriesThatWouldGrow_AreRefused(string service, EnclaveErrorKind kind)
    {
        using World world = new(service);
        using Wallet wallet = world.Wallet();
        byte[] empties = [.. Enumerable.Repeat((byte[])[0x0a, 0], 120_000).SelectMany(e => e)];
        byte[] unknown = new byte[3_500_000];
        ((byte[])[0x7a, 0x9b, 0xcf, 0xd5, 0x01]).CopyTo(unknown, 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Samples.Refused(kind, () => world.Router.DecryptAndSealQuery(wallet.Message(empties)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 * empties.Length);
        Samples.Refused(kind, () => world.Router.DecryptAndSealQuery(wallet.Message(unknown)));
        Samples.Refused(EnclaveErrorKind.ProstDecode, () => world.Router.DecryptAndSealQuery(wallet.Message(world.Service.Query(1), new byte[1025])));
        world.Router.DecryptAndSealQuery(wallet.Message(world.Service.Query(1), new byte[1024]));
    }
}
