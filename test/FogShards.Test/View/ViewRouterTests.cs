// Fact sheet fog §5.6: the router's loop, its handshakes, and what it answers when stores do not.
using Grpc.Core;
using MobileCoin.FogView;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;
using MobileCoin.ViewEnclave.Test;
using MobileCoin.Wire;
using MobileCoin.Wire.Attest;

namespace MobileCoin.FogShards.Test;

public sealed class ViewRouterTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public async Task Keys_AreFound_WhereverTheyAre(int stores)
    {
        using var rig = stores == 1 ? new ViewRig(ViewRig.All) : new ViewRig(ViewRig.Six);
        for (int i = 0; i < 12; i++) rig.Stores[i % stores].Enclave.AddRecords([Samples.Record(i, 232)]);
        using Wallet wallet = rig.Wallet();
        for (int round = 0; round < 3; round++)
        {
            QueryResponse response = await rig.AskAsync(wallet, [.. Enumerable.Range(0, 13).Select(Samples.Key)]);
            Assert.Equal([.. Enumerable.Repeat(TxOutSearchResultCode.Found, 12), TxOutSearchResultCode.NotFound], ViewRig.Codes(response));
            for (int i = 0; i < 12; i++)
            {
                FixedTxOutSearchResult result = response.FixedTxOutSearchResults[i];
                Assert.Equal(232u, result.PayloadLength);
                Assert.Equal(Samples.Payload(i, 232), result.Ciphertext.Span[..232].ToArray());
                Assert.Equal((232, 23), (response.TxOutSearchResults[i].Ciphertext.Length, response.TxOutSearchResults[i].Padding.Length));
            }
        }
        Assert.All(rig.Stores, s => Assert.Equal((1, 4), (s.Shaken, s.Asked)));
        Assert.Equal(stores, rig.Network.Opened);
    }

    [Fact]
    public async Task QueriesOfOddForms_AreAnswered_OrRefused()
    {
        using var rig = new ViewRig(ViewRig.Six);
        rig.Stores[3].Enclave.AddRecords([Samples.Record(1)]);
        using Wallet wallet = rig.Wallet();
        Assert.Empty(ViewRig.Codes(await rig.AskAsync(wallet)));
        QueryResponse odd = await rig.AskAsync(wallet, [1], Samples.Key(1), new byte[17], [], new byte[16]);
        Assert.Equal(
            [TxOutSearchResultCode.BadSearchKey, TxOutSearchResultCode.Found, TxOutSearchResultCode.BadSearchKey, TxOutSearchResultCode.BadSearchKey],
            ViewRig.Codes(odd)[..4]);
        Assert.All(odd.FixedTxOutSearchResults, r => Assert.Equal(255, r.Ciphertext.Length));
        byte[][] most = [.. Enumerable.Repeat(Samples.Key(1), EnclaveConstants.MaxKeys)];
        Assert.All(ViewRig.Codes(await rig.AskAsync(wallet, most)), c => Assert.Equal(TxOutSearchResultCode.Found, c));
        await RefusedAsync(StatusCode.InvalidArgument, () => rig.AskAsync(wallet, [.. most, Samples.Key(2)]));
        await RefusedAsync(StatusCode.InvalidArgument, () => rig.Node.QueryAsync(wallet.Write([], [0x0a, 9]), Token));
        // What stores would take for a lost session never gets to them.
        await RefusedAsync(StatusCode.InvalidArgument, () => rig.Node.QueryAsync(wallet.Write([0x0a, 9], new QueryRequest([]).Encode()), Token));
        Assert.All(rig.Stores, s => Assert.Equal(1, s.Shaken));
        // Counters are in step still.
        Assert.Equal([TxOutSearchResultCode.Found], ViewRig.Codes(await rig.AskAsync(wallet, Samples.Key(1))));
    }

    [Fact]
    public async Task MessagesOfNoSession_AreRefused()
    {
        using var rig = new ViewRig(ViewRig.All);
        using Wallet wallet = rig.Wallet();
        await RefusedAsync(StatusCode.PermissionDenied, () => rig.Node.QueryAsync(new Message(), Token));
        Message query = ViewRig.Query(wallet);
        await RefusedAsync(StatusCode.PermissionDenied, () => rig.Node.QueryAsync(new Message(query) { Aad = Google.Protobuf.ByteString.Empty }, Token));
        Assert.Equal(ulong.MaxValue, ViewRig.Read(wallet, await rig.Node.QueryAsync(query, Token)).HighestProcessedBlockCount);
        await RefusedAsync(StatusCode.PermissionDenied, () => rig.Node.QueryAsync(query, Token));
        Assert.Equal(StatusCode.PermissionDenied, Assert.Throws<RpcException>(() => rig.Node.Accept(new AuthMessage())).StatusCode);
        Assert.Contains("fog_view_router_auth_client_requests 2", rig.Metrics.ToText(), StringComparison.Ordinal);
    }

    // Unary answers name no session, as upstream's; what the wallet authenticated they do name, or it could not decrypt.
    [Fact]
    public async Task AnAnswer_CarriesTheQuerysAad()
    {
        using var rig = new ViewRig(ViewRig.All);
        using Wallet wallet = rig.Wallet();
        Message query = ViewRig.Query(wallet), answer = await rig.Node.QueryAsync(query, Token);
        Assert.Equal((query.Aad, Google.Protobuf.ByteString.Empty), (answer.Aad, answer.ChannelId));
        Assert.NotEmpty(query.Aad);
    }

    [Fact]
    public async Task NotReadyShards_AreLeftOut_AndWithNoneTheAnswerIsUnavailable()
    {
        using var rig = new ViewRig(new BlockRange(0, 10), new BlockRange(10, 20));
        rig.Stores[0].Enclave.AddRecords([Samples.Record(0)]);
        rig.Stores[1].Enclave.AddRecords([Samples.Record(1)]);
        rig.Stores[1].IsReady = false;
        using Wallet wallet = rig.Wallet();
        QueryResponse response = await rig.AskAsync(wallet, Samples.Key(0), Samples.Key(1));
        Assert.Equal([TxOutSearchResultCode.Found, TxOutSearchResultCode.NotFound], ViewRig.Codes(response));
        Assert.Equal(10ul, response.HighestProcessedBlockCount);
        rig.Stores[0].IsReady = false;
        RpcException e = await RefusedAsync(StatusCode.Unavailable, () => rig.AskAsync(wallet, Samples.Key(0)));
        Assert.Equal("Query: none of the view stores is ready", e.Status.Detail);
        foreach (FakeViewStore store in rig.Stores) store.IsReady = true;
        // The query that was not answered took no nonce of the answers'.
        Assert.Equal(20ul, (await rig.AskAsync(wallet)).HighestProcessedBlockCount);
    }

    [Fact]
    public async Task ShardsThatCannotBeReached_FailTheQuery()
    {
        using var rig = new ViewRig(ViewRig.Six);
        using Wallet wallet = rig.Wallet();
        rig.Network.Put(ViewRig.Address(2));
        rig.Stores[2].Instead = (_, _) => throw new IOException("gone");
        rig.Network.Put(ViewRig.Address(2), rig.Stores[2]);
        RpcException e = await RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet));
        Assert.Equal("Query: insecure-fog-view-store://store2.test:443/: gone", e.Status.Detail);
        foreach (FakeViewStore store in rig.Stores) store.Instead = (_, _) => Task.FromException<StoreReply>(new IOException("gone"));
        await RefusedAsync(StatusCode.Unavailable, () => rig.AskAsync(wallet));
        foreach (FakeViewStore store in rig.Stores) store.Instead = null;
        Assert.Empty((await rig.AskAsync(wallet)).FixedTxOutSearchResults);
        using var none = new ViewRig();
        using Wallet other = none.Wallet();
        e = await RefusedAsync(StatusCode.Unavailable, () => none.AskAsync(other));
        Assert.Equal("Query: there are no view stores", e.Status.Detail);
    }

    [Fact]
    public async Task AShardThatNeverAnswers_HoldsAQueryUpNoLongerThanIsSet()
    {
        var time = new VirtualTime();
        using var rig = new ViewRig(time, ViewRouterNode.Rules with { Timeout = TimeSpan.FromSeconds(7) }, ViewRig.Six);
        using Wallet wallet = rig.Wallet();
        await rig.AskAsync(wallet);
        rig.Stores[4].Instead = NeverAsync;
        TimeSpan before = time.Elapsed;
        await time.RunAsync(() => RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet)));
        Assert.Equal(TimeSpan.FromSeconds(7), time.Elapsed - before);
        Assert.Equal((ShardCondition.Failing, "no answer within 7 s"), (rig.Node.Shards.Shards[4].State.Now.Condition, rig.Node.Shards.Shards[4].State.Now.LastError));
        Assert.Contains("fog_view_router_store_query_requests_count{store_uri=\"store4\",status=\"DEADLINE_EXCEEDED\"} 1", rig.Metrics.ToText(), StringComparison.Ordinal);
        foreach (FakeViewStore store in rig.Stores) store.Instead = NeverAsync;
        await time.RunAsync(() => RefusedAsync(StatusCode.Unavailable, () => rig.AskAsync(wallet)));
        foreach (FakeViewStore store in rig.Stores) store.Instead = null;
        await rig.AskAsync(wallet);
        // Late, and in time.
        rig.Stores[1].Instead = async (queries, cancellationToken) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(6), time, cancellationToken);
            return rig.Stores[1].Answer(queries);
        };
        await time.RunAsync(() => rig.AskAsync(wallet));
        // A handshake counts too.
        rig.Stores[1].Instead = null;
        Restart(rig, 1);
        rig.Stores[1].AlterAuth = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
            return [];
        };
        await time.RunAsync(() => RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet)));
    }

    [Fact]
    public async Task AShardOfAnotherRange_OrOfGarbage_FailsTheQuery_AndNotTheSession()
    {
        using var rig = new ViewRig(ViewRig.Six);
        rig.Stores[0].Enclave.AddRecords([Samples.Record(0)]);
        using Wallet wallet = rig.Wallet();
        await rig.AskAsync(wallet);
        FakeViewStore bad = rig.Stores[3];
        Func<StoreReply, StoreReply>[] spoilt =
        [
            r => r with { Range = new BlockRange(30, 41) },
            r => r with { Range = null },
            r => r with { Answer = null },
            r => r with { StoreUri = "" },
            r => r with { StoreUri = "insecure-fog-ledger://store3.test:443/" },
            r => r with { StoreUri = rig.Stores[2].StoreUri },
            r => r with { StoreUri = "insecure-fog-view-store://nobody.test:443/" },
            r => r with { Answer = r.Answer! with { Data = new byte[100] } },
            r => r with { Answer = r.Answer! with { Data = default } },
            r => r with { Answer = r.Answer! with { Nonce = 1 << 20 } },
            r => r with { Status = StoreStatus.InvalidArgument },
            r => r with { Status = (StoreStatus)77 },
        ];
        foreach (Func<StoreReply, StoreReply> one in spoilt)
        {
            bad.Alter = one;
            RpcException e = await RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet, Samples.Key(0)));
            Assert.StartsWith("Query: ", e.Status.Detail, StringComparison.Ordinal);
            bad.Alter = static reply => reply;
            Assert.Equal([TxOutSearchResultCode.Found], ViewRig.Codes(await rig.AskAsync(wallet, Samples.Key(0))));
        }
        Assert.All(rig.Stores, s => Assert.Equal(1, s.Shaken));
        Assert.NotNull(rig.Node.Shards.Shards[3].State.Now.LastError);
        Assert.Null(rig.Node.Shards.Shards[0].State.Now.LastError);
    }

    // Answers of an enclave to another query, under the right session: the enclave sees that the keys differ.
    [Fact]
    public async Task AnAnswerToAnotherQuery_IsNone()
    {
        using var rig = new ViewRig(ViewRig.All);
        using Wallet wallet = rig.Wallet();
        StoreReply kept = default;
        rig.Stores[0].Alter = reply =>
        {
            if (reply.Status != StoreStatus.Success) return reply;
            (StoreReply give, kept) = (kept.Answer is null ? reply : kept, reply);
            return give;
        };
        await rig.AskAsync(wallet, Samples.Key(0));
        await RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet, Samples.Key(1), Samples.Key(2)));
        await RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet, Samples.Key(1)));
        rig.Stores[0].Alter = static reply => reply;
        await rig.AskAsync(wallet, Samples.Key(1));
    }

    [Fact]
    public async Task AStoreThatFailsNowAndThen_IsAskedThreeTimes()
    {
        using var rig = new ViewRig(ViewRig.Six);
        using Wallet wallet = rig.Wallet();
        await rig.AskAsync(wallet);
        int[] before = [.. rig.Stores.Select(s => s.Asked)];
        int fails = 2;
        rig.Stores[5].Alter = r => fails-- > 0 ? r with { Status = StoreStatus.Unknown, Answer = null } : r;
        await rig.AskAsync(wallet);
        Assert.Equal([1, 1, 1, 1, 1, 3], rig.Stores.Select((s, i) => s.Asked - before[i]));
        fails = int.MaxValue;
        RpcException e = await RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet));
        Assert.Equal("Query: timed out connecting to view stores", e.Status.Detail);
        Assert.Equal([2, 2, 2, 2, 2, 6], rig.Stores.Select((s, i) => s.Asked - before[i]));
        // The first query's handshakes, two for the second, two for the third.
        Assert.Contains("fog_view_router_bulk_query_retry 5", rig.Metrics.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARestartedStore_IsShakenHandsWithAgain_WithoutTheWalletNoticing()
    {
        using var rig = new ViewRig(ViewRig.Six);
        using Wallet wallet = rig.Wallet();
        await rig.AskAsync(wallet);
        for (int i = 0; i < 5; i++)
        {
            Restart(rig, 2);
            rig.Stores[2].Enclave.AddRecords([Samples.Record(i)]);
            // Many at once make one handshake.
            using Wallet other = rig.Wallet(), third = rig.Wallet();
            QueryResponse[] answers = await Task.WhenAll(rig.AskAsync(wallet, Samples.Key(i)), rig.AskAsync(other, Samples.Key(i)), rig.AskAsync(third, Samples.Key(i)));
            Assert.All(answers, a => Assert.Equal([TxOutSearchResultCode.Found], ViewRig.Codes(a)));
            Assert.Equal(i + 2, rig.Stores[2].Shaken);
        }
    }

    [Fact]
    public async Task QueriesThatWantTheSameHandshake_WaitForOne()
    {
        using var rig = new ViewRig(ViewRig.Six);
        Wallet[] wallets = [.. Enumerable.Range(0, 5).Select(_ => rig.Wallet())];
        foreach (Wallet wallet in wallets) await rig.AskAsync(wallet);
        Restart(rig, 2);
        var gate = new TaskCompletionSource();
        rig.Stores[2].AlterAuth = async (answer, _) =>
        {
            await gate.Task;
            return answer;
        };
        int before = rig.Stores[2].Shaken;
        Task<QueryResponse>[] queries = [.. wallets.Select(w => rig.AskAsync(w))];
        Assert.DoesNotContain(queries, q => q.IsCompleted);
        gate.SetResult();
        await Task.WhenAll(queries);
        Assert.Equal(1, rig.Stores[2].Shaken - before);
        foreach (Wallet wallet in wallets) wallet.Dispose();
    }

    // The handshake of one who gives up is another's to make, and no fault of the shard's.
    [Fact]
    public async Task AWalletThatGoesInAHandshake_IsNotMissed()
    {
        using var rig = new ViewRig(ViewRig.All);
        using Wallet first = rig.Wallet(), second = rig.Wallet();
        var never = new TaskCompletionSource();
        rig.Stores[0].AlterAuth = async (answer, cancellationToken) =>
        {
            await never.Task.WaitAsync(cancellationToken);
            return answer;
        };
        using var gone = new CancellationTokenSource();
        Task<Message> query = rig.Node.QueryAsync(ViewRig.Query(first), gone.Token);
        Task<QueryResponse> other = rig.AskAsync(second);
        rig.Stores[0].AlterAuth = static (answer, _) => Task.FromResult(answer);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => query);
        await other;
        Assert.Null(rig.Node.Shards.Shards[0].State.Now.LastError);
    }

    [Fact]
    public async Task AStoreThatWantsHandshakesWithoutEnd_EndsTheQuery()
    {
        // On a clock that stands: a query that takes too long ends otherwise.
        using var rig = new ViewRig(new VirtualTime(), ViewRouterNode.Rules, ViewRig.Six);
        using Wallet wallet = rig.Wallet();
        rig.Stores[1].Alter = r => r with { Status = StoreStatus.AuthenticationError, Answer = null };
        RpcException e = await RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet));
        Assert.Equal("Query: timed out connecting to view stores: store1.test:443 wants one handshake after the other", e.Status.Detail);
        Assert.Equal(RouterNode.MostHandshakes, rig.Stores[1].Shaken);
        // Each time by another name.
        int name = 0;
        rig.Stores[1].Alter = r =>
        {
            string address = $"other{++name}.test:443";
            rig.Network.Put(address, new FakeViewStore(address, r.Range!.Value, 5000 + name));
            return r with { Status = StoreStatus.AuthenticationError, Answer = null, StoreUri = $"insecure-fog-view-store://{address}/" };
        };
        await RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet));
        Assert.InRange(name, 100, 102);
        Assert.Equal(rig.Network.Opened - rig.Stores.Length, rig.Network.Closed);
    }

    [Fact]
    public async Task AForeignEnclave_IsNotShakenHandsWith()
    {
        using var rig = new ViewRig(new BlockRange(0, 10), new BlockRange(10, 20));
        using Wallet wallet = rig.Wallet();
        using ViewStoreEnclave stranger = ViewRig.Stranger(ViewRig.Address(1));
        rig.Stores[1].InsteadOfShaking = first => stranger.FrontendAccept(first.Span).Response.ToArray();
        RpcException e = await RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet));
        Assert.Contains("handshake with store1.test:443: ", e.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("not trusted", e.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoresBehindABalancer_AreEachShakenHandsWith_WhereTheySayTheyAre()
    {
        using var rig = new ViewRig(ViewRig.Six[..5]);
        FakeViewStore[] alike = [.. Enumerable.Range(0, 3).Select(i => new FakeViewStore($"alike{i}.test:443", new BlockRange(50, ulong.MaxValue), 100 + i))];
        foreach (FakeViewStore store in alike)
        {
            store.Enclave.AddRecords([Samples.Record(77)]);
            rig.Network.Put(store.Address, store);
        }
        rig.Network.Put("balanced.test:443", alike);
        rig.Node.AddShard(ViewRig.Shard("balanced.test:443", new BlockRange(50, ulong.MaxValue)).FullText);
        using Wallet wallet = rig.Wallet();
        for (int i = 0; i < 10; i++) Assert.Equal([TxOutSearchResultCode.Found], ViewRig.Codes(await rig.AskAsync(wallet, Samples.Key(77))));
        Assert.All(alike, s => Assert.Equal(1, s.Shaken));
        Assert.All(rig.Stores, s => Assert.Equal(1, s.Shaken));
        Assert.Equal(3, rig.Network.Closed);
    }

    [Fact]
    public async Task AWalletThatGoes_EndsItsQueryAlone()
    {
        using var rig = new ViewRig(ViewRig.Six);
        using Wallet wallet = rig.Wallet(), other = rig.Wallet();
        await rig.AskAsync(wallet);
        var asked = new TaskCompletionSource();
        rig.Stores[0].Instead = async (_, cancellationToken) =>
        {
            asked.SetResult();
            return await NeverAsync([], cancellationToken);
        };
        using var gone = new CancellationTokenSource();
        Task<Message> query = rig.Node.QueryAsync(ViewRig.Query(wallet), gone.Token);
        await asked.Task;
        rig.Stores[0].Instead = null;
        await rig.AskAsync(other);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => query);
        Assert.Null(rig.Node.Shards.Shards[0].State.Now.LastError);
        await rig.AskAsync(wallet);
    }

    // Fact sheet fog §8.5: 10 000 sessions, of which the one unused for longest gives way.
    [Fact]
    public async Task MoreSessionsThanThereIsRoomFor_CostTheOldestTheirs()
    {
        using var rig = new ViewRig(ViewRig.All);
        rig.Stores[0].Enclave.AddRecords([Samples.Record(0)]);
        using Wallet first = rig.Wallet(), busy = rig.Wallet();
        await rig.AskAsync(first, Samples.Key(0));
        byte[] hello = new byte[32];
        for (int i = 0; i < 10_050; i++)
        {
            Samples.Random(i)(hello);
            rig.Node.Accept(new AuthMessage { Data = Google.Protobuf.ByteString.CopyFrom(hello) });
            if (i % 1000 == 0) await rig.AskAsync(busy, Samples.Key(0));
        }
        Assert.Equal(10_000, rig.Enclave.ClientCount);
        await RefusedAsync(StatusCode.PermissionDenied, () => rig.AskAsync(first, Samples.Key(0)));
        Assert.Equal([TxOutSearchResultCode.Found], ViewRig.Codes(await rig.AskAsync(busy, Samples.Key(0))));
        using Wallet again = rig.Wallet();
        Assert.Equal([TxOutSearchResultCode.Found], ViewRig.Codes(await rig.AskAsync(again, Samples.Key(0))));
    }

    [Fact]
    public async Task FoundAndMissed_AreEquallyLong()
    {
        using var rig = new ViewRig(ViewRig.Six);
        rig.Stores[4].Enclave.AddRecords([Samples.Record(0), Samples.Record(1, 161), Samples.Record(2, 1)]);
        using Wallet wallet = rig.Wallet();
        HashSet<int> lengths = [];
        foreach (int[] keys in (int[][])[[0, 1, 2], [9, 10, 11], [0, 9, 2], [2, 2, 2]])
        {
            Message answer = await rig.Node.QueryAsync(ViewRig.Query(wallet, [.. keys.Select(Samples.Key)]), Token);
            wallet.Read(answer);
            lengths.Add(answer.CalculateSize());
        }
        Assert.Single(lengths);
    }

    internal static async Task<RpcException> RefusedAsync(StatusCode code, Func<Task> call)
    {
        RpcException e = await Assert.ThrowsAsync<RpcException>(call);
        Assert.True(code == e.StatusCode, e.ToString());
        return e;
    }

    private static async Task<StoreReply> NeverAsync(IReadOnlyList<Attestation.StoreQuery> queries, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return default;
    }

    private static long s_seed = 10_000_000;

    private static void Restart(ViewRig rig, int store)
    {
        rig.Stores[store].Enclave.Dispose();
        rig.Stores[store].Enclave = Samples.Attested(new ViewStoreEnclave(ViewRig.Address(store), 64, Samples.Platform(Interlocked.Increment(ref s_seed))));
    }
}
