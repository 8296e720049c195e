using MobileCoin.Accounts;
using MobileCoin.Client.Test.Scripted;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Testing;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Test.Snapshots;

public sealed class HistoryTests
{
    private static Func<CompressedRistretto, MemoPayload> Plain(Memo memo) => _ => memo.ToPayload();

    private static async Task<IReadOnlyList<HistoryEntry>> ReadAsync(Scene scene)
    {
        scene.Fog.Miss(0, scene.Chain.Height);
        scene.Fog.CatchUp();
        return (await scene.UpdateAsync()).History;
    }

    [Fact]
    public async Task Sender_WhoIsAContact_AndProvesIt_IsNamed()
    {
        using AccountKey alice = AccountKey.Random(new SeededBytes(3).Fill), mallory = AccountKey.Random(new SeededBytes(4).Fill);
        await using var scene = new Scene(options: new ClientOptions { Contacts = [alice.DefaultSubaddress()] });
        RistrettoPublic mine = scene.Account.Address.ViewPublicKey;
        using SenderMemoCredential asAlice = new(alice), asMallory = new(mallory);
        using RistrettoPrivate malloryKey = mallory.SubaddressSpendPrivate(0);
        using var forged = new SenderMemoCredential(alice.DefaultSubaddress(), malloryKey);
        scene.Chain.Add(
        [
            (scene.Key, 0, new Amount(1, 0), key => new AuthenticatedSenderMemo(asAlice, mine, key).ToPayload()),
            (scene.Key, 0, new Amount(2, 0), key => new AuthenticatedSenderWithPaymentRequestIdMemo(asAlice, mine, key, 55).ToPayload()),
            (scene.Key, 0, new Amount(3, 0), key => new AuthenticatedSenderWithPaymentIntentIdMemo(asMallory, mine, key, 66).ToPayload()),
            (scene.Key, 0, new Amount(4, 0), key => new AuthenticatedSenderMemo(forged, mine, key).ToPayload()),
        ]);
        IReadOnlyList<HistoryEntry> history = await ReadAsync(scene);
        Assert.All(history, h => Assert.Equal(HistoryKind.Received, h.Kind));
        Assert.Equal([1, 2, 3, 4], history.Select(h => (int)h.Value));
        Assert.Equal([alice.DefaultSubaddress(), alice.DefaultSubaddress(), null, null], history.Select(h => h.Contact));
        Assert.Equal(55UL, history[1].PaymentRequestId);
        Assert.Equal(66UL, history[2].PaymentIntentId);
        Assert.Equal(mallory.DefaultSubaddress().ShortAddressHash(), history[2].CounterpartyHash);
        // He who claimed to be Alice is not named so; once Mallory is a contact, he is.
        AccountSnapshot snapshot = await scene.Client.SetContactsAsync([mallory.DefaultSubaddress()], TestContext.Current.CancellationToken);
        Assert.Equal([null, null, mallory.DefaultSubaddress(), null], snapshot.History.Select(h => h.Contact));
        scene.Reload();
        Assert.Equal([alice.DefaultSubaddress(), alice.DefaultSubaddress(), null, null], scene.Client.Snapshot.History.Select(h => h.Contact));
    }

    [Fact]
    public async Task WhatWent_IsToldByTheChangesMemo()
    {
        using AccountKey bob = AccountKey.Random(new SeededBytes(3).Fill);
        PublicAddress to = bob.DefaultSubaddress();
        await using var scene = new Scene(options: new ClientOptions { Contacts = [to] });
        IReadOnlyList<ScriptedTxOut> paid = scene.Chain.Pay(scene.Key, 100, 200, 300, 400);
        scene.Chain.Add([(bob, 0, new Amount(50, 0), null), (scene.Key, SubaddressIndex.Change, new Amount(40, 0), Plain(new DestinationMemo(to.ShortAddressHash(), 60, 10)))], paid[0]);
        scene.Chain.Add([(scene.Key, SubaddressIndex.Change, new Amount(0, 0), Plain(new DestinationWithPaymentRequestIdMemo(to.ShortAddressHash(), 200, 5, 77, 2)))], paid[1]);
        scene.Chain.Add([(scene.Key, SubaddressIndex.Change, new Amount(100, 0), Plain(new DestinationMemo(BurnAddress.Address.ShortAddressHash(), 200, 5)))], paid[2]);
        scene.Chain.Add([(scene.Key, SubaddressIndex.Change, new Amount(150, 0), null)], paid[3]);
        IReadOnlyList<HistoryEntry> history = [.. (await ReadAsync(scene)).Where(h => h.BlockIndex > 0)];
        Assert.Equal([HistoryKind.Sent, HistoryKind.Sent, HistoryKind.Burned, HistoryKind.Sent], history.Select(h => h.Kind));
        Assert.Equal([50UL, 195, 195, 250], history.Select(h => h.Value));
        Assert.Equal([10UL, 5, 5, null], history.Select(h => h.Fee));
        Assert.Equal([to, to, null, null], history.Select(h => h.Contact));
        Assert.Equal(77UL, history[1].PaymentRequestId);
        Assert.Equal(2, history[1].Recipients);
    }

    [Fact]
    public async Task AMemoOfAStranger_ThatSaysWhatOnlyChangeMaySay_IsNotBelieved()
    {
        await using var scene = new Scene();
        IReadOnlyList<ScriptedTxOut> paid = scene.Chain.Pay(scene.Key, 100);
        scene.Chain.Add([(scene.Key, 0, new Amount(1, 0), Plain(new DestinationMemo(default, 60, 10))), (scene.Key, SubaddressIndex.Change, new Amount(90, 0), Plain(new DestinationMemo(default, 10, 4)))], paid[0]);
        scene.Chain.Add([(scene.Key, SubaddressIndex.Change, new Amount(5, 0), Plain(new DestinationMemo(default, 60, 10)))]);
        IReadOnlyList<HistoryEntry> history = [.. (await ReadAsync(scene)).Where(h => h.BlockIndex > 0)];
        Assert.Equal([(HistoryKind.Received, 1UL), (HistoryKind.Sent, 6UL), (HistoryKind.Received, 5UL)], history.Select(h => (h.Kind, h.Value)));
    }

    // Beside a payment: what came is not taken for its change, and what a stranger writes does not hide what was paid.
    [Fact]
    public async Task WhatComes_InTheBlockOfAPayment_IsReceived()
    {
        using AccountKey bob = AccountKey.Random(new SeededBytes(3).Fill);
        await using var scene = new Scene();
        IReadOnlyList<ScriptedTxOut> paid = scene.Chain.Pay(scene.Key, 100, 200);
        scene.Chain.Add(
        [
            (scene.Key, SubaddressIndex.Change, new Amount(40, 0), Plain(new DestinationMemo(bob.DefaultSubaddress().ShortAddressHash(), 60, 10))),
            (scene.Key, SubaddressIndex.Change, new Amount(7, 0), Plain(new GiftCodeSenderMemo(3, "thanks"))),
            (scene.Key, 0, new Amount(5, 0), Plain(new GiftCodeCancellationMemo(0, 1000))),
        ], paid[0]);
        scene.Chain.Add([(scene.Key, 0, new Amount(6, 0), Plain(new GiftCodeCancellationMemo(0, 1000)))], paid[1]);
        IReadOnlyList<HistoryEntry> history = [.. (await ReadAsync(scene)).Where(h => h.BlockIndex > 0)];
        Assert.Equal(
            [(HistoryKind.Sent, 50UL), (HistoryKind.GiftCodeReceived, 7), (HistoryKind.Received, 5), (HistoryKind.Received, 6), (HistoryKind.Sent, 200)],
            history.Select(h => (h.Kind, h.Value)));
    }

    [Fact]
    public async Task DefragmentationAndGiftCodes_AreKnownByTheirMemos()
    {
        await using var scene = new Scene();
        IReadOnlyList<ScriptedTxOut> paid = scene.Chain.Pay(scene.Key, 10, 20, 300);
        scene.Chain.Add([(scene.Key, 0, new Amount(26, 0), Plain(new DefragmentationMemo(4, 30, 1))), (scene.Key, SubaddressIndex.Change, new Amount(0, 0), Plain(new DefragmentationMemo(0, 0, 1)))], paid[0], paid[1]);
        CompressedRistretto funding = default;
        IReadOnlyList<ScriptedTxOut> funded = scene.Chain.Add(
        [
            (scene.Key, SubaddressIndex.GiftCode, new Amount(100, 0), key =>
            {
                funding = key;
                return default;
            }),
            (scene.Key, SubaddressIndex.Change, new Amount(195, 0), _ => new GiftCodeFundingMemo(funding, 5, "for you").ToPayload()),
        ],
        paid[2]);
        scene.Chain.Add([(scene.Key, SubaddressIndex.Change, new Amount(96, 0), Plain(new GiftCodeCancellationMemo(funded[0].GlobalIndex, 4)))], funded[0]);
        scene.Chain.Add([(scene.Key, 0, new Amount(7, 0), Plain(new GiftCodeSenderMemo(3, "thanks")))]);
        IReadOnlyList<HistoryEntry> history = [.. (await ReadAsync(scene)).Where(h => h.BlockIndex > 0)];
        Assert.Equal(
            [(HistoryKind.Defragmented, 26UL, 4UL), (HistoryKind.GiftCodeFunded, 100UL, 5UL), (HistoryKind.GiftCodeCancelled, 96UL, 4UL), (HistoryKind.GiftCodeReceived, 7UL, 3UL)],
            history.Select(h => (h.Kind, h.Value, h.Fee ?? 0)));
        Assert.Equal("for you", history[1].Note);
        Assert.Equal("thanks", history[3].Note);
        Assert.Equal(26UL + 195 + 96 + 7, scene.Client.Snapshot.BalanceOf(0));
    }

    [Fact]
    public async Task AGift_IsNotSpendable_AndNoPartOfTheBalance()
    {
        await using var scene = new Scene();
        scene.Chain.Add([(scene.Key, SubaddressIndex.GiftCode, new Amount(100, 0), null), (scene.Key, 0, new Amount(1, 0), null)]);
        await ReadAsync(scene);
        Assert.Equal(1UL, scene.Client.Snapshot.BalanceOf(0));
        Assert.Equal(1UL, Assert.Single(scene.Client.Spendable(0)).Amount.Value);
    }

    [Fact]
    public async Task ABalanceBeyond64Bits_IsTheLargestNumber()
    {
        await using var scene = new Scene();
        scene.Chain.Pay(scene.Key, ulong.MaxValue, ulong.MaxValue, 5);
        await ReadAsync(scene);
        Assert.Equal(ulong.MaxValue, scene.Client.Snapshot.BalanceOf(0));
    }
}
