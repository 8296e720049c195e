// What routers may send (fact sheet fog §5.4, §8.3).
using Google.Protobuf;
using MobileCoin.FogEnclave;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogView;
using MobileCoin.Wire.Uris;
using TxOutSearchResultCode = MobileCoin.Transactions.TxOutSearchResultCode;

namespace MobileCoin.FogView.Test;

public sealed class QueryTests : IAsyncLifetime
{
    private readonly Sample _sample = new(11);
    private readonly LmdbStore _store = new();
    private IRecoveryDb _db = null!;
    private StoreRig _rig = null!;

    public async ValueTask InitializeAsync()
    {
        _db = await _store.Open();
        (_, long run) = await _sample.Ingest(_db);
        await _sample.Add(_db, run, 0);
        _rig = new StoreRig(_db);
    }

    public ValueTask DisposeAsync()
    {
        _rig.Dispose();
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task NotReadyYet_SaysSo_WithoutAnAnswer()
    {
        MultiViewStoreQueryResponse response = await _rig.Node.QueryAsync(_rig.Begin(0).Request);
        Assert.Equal(MultiViewStoreQueryResponseStatus.NotReady, response.Status);
        Assert.Null(response.QueryResponse);
        Check(response);
    }

    [Fact]
    public async Task NotItsQuery_AsksToBeAuthenticated()
    {
        await _rig.Settle();
        MultiViewStoreQueryRequest good = _rig.Begin(5).Request;
        using var stranger = new StoreRig(_db, seed: 100);
        foreach (MultiViewStoreQueryRequest request in (MultiViewStoreQueryRequest[])
        [
            new(), stranger.Begin(0).Request, Changed(good, q => q.ChannelId = ByteString.Empty), Changed(good, q => q.ChannelId = ByteString.CopyFrom(new byte[5])),
            Changed(good, q => q.Data = ByteString.Empty), Changed(good, q => q.Data = ByteString.CopyFrom([.. q.Data.ToByteArray().Reverse()])),
            Changed(good, q => q.Aad = ByteString.CopyFrom(0x08, 0x80)), Changed(good, q => q.Aad = ByteString.Empty), Changed(good, q => q.Nonce++),
        ])
        {
            MultiViewStoreQueryResponse response = await _rig.Node.QueryAsync(request);
            Assert.Equal(MultiViewStoreQueryResponseStatus.AuthenticationError, response.Status);
            Assert.Null(response.QueryResponse);
            Check(response);
        }
        // Whatever was tried in its name, the session is whole.
        Assert.Equal(MultiViewStoreQueryResponseStatus.Success, (await _rig.Node.QueryAsync(good)).Status);
        // And a query is answered once.
        Assert.Equal(MultiViewStoreQueryResponseStatus.AuthenticationError, (await _rig.Node.QueryAsync(good)).Status);
    }

    [Fact]
    public async Task OneOfMany_TheOneThatIsItsOwnIsAnswered()
    {
        await _rig.Settle();
        using var stranger = new StoreRig(_db, seed: 100);
        var request = new MultiViewStoreQueryRequest();
        for (int i = 0; i < 3; i++) request.Queries.AddRange(stranger.Begin(0).Request.Queries);
        request.Queries.AddRange(_rig.Begin(0).Request.Queries);
        request.Queries.AddRange(stranger.Begin(0).Request.Queries);
        MultiViewStoreQueryResponse response = await _rig.Node.QueryAsync(request);
        Assert.Equal(MultiViewStoreQueryResponseStatus.Success, response.Status);
        Assert.Equal(request.Queries[3].ChannelId, response.QueryResponse.ChannelId);
        Check(response);
    }

    [Fact]
    public async Task KeysOfAllKinds()
    {
        await _rig.Settle();
        Assert.Empty((await _rig.Ask(0)).FixedTxOutSearchResults);
        Assert.All(
            (await _rig.Ask(0, [], [1], new byte[15], new byte[16], new byte[17], new byte[1000])).FixedTxOutSearchResults,
            r => Assert.Equal(TxOutSearchResultCode.BadSearchKey, r.ResultCode));
        byte[][] most = [.. Enumerable.Range(0, EnclaveConstants.MaxKeys).Select(Samples.Key)];
        Assert.Equal(most.Length, (await _rig.Ask(0, most)).FixedTxOutSearchResults.Count);
        // More are the router's to refuse.
        Assert.Throws<EnclaveException>(() => _rig.Begin(0, [.. most, Samples.Key(-1)]));
    }

    [Fact]
    public async Task FoundAndMissed_AreEquallyLong()
    {
        ETxOutRecord record = new(Samples.Key(1), _sample.Bytes(237));
        (_, long run) = await _sample.Ingest(_db, 1);
        await _db.AddBlockDataAsync(run, Sample.Block(1), [record]);
        await _rig.Settle();
        await _rig.Ask(0); // the first answer's nonce is 0, which is not written
        int found = (await _rig.Node.QueryAsync(_rig.Begin(long.MaxValue, Samples.Key(1)).Request)).CalculateSize();
        int missed = (await _rig.Node.QueryAsync(_rig.Begin(long.MaxValue, Samples.Key(2)).Request)).CalculateSize();
        Assert.Equal(found, missed);
    }

    [Fact]
    public void HandshakeThatIsNone_IsRefused()
    {
        foreach (byte[] data in (byte[][])[[], [1], new byte[31]])
        {
            Assert.Throws<EnclaveException>(() => _rig.Node.Auth(new AuthMessage { Data = ByteString.CopyFrom(data) }));
        }
    }

    [Fact]
    public async Task ManyRouters_TheLastSessionsLive()
    {
        await _rig.Settle();
        for (int i = 0; i < 70; i++) _rig.Connect();
        Assert.Equal(MultiViewStoreQueryResponseStatus.Success, (await _rig.Node.QueryAsync(_rig.Begin(0).Request)).Status);
    }

    [Fact]
    public void Sessions_AreForgottenInTheirOrder()
    {
        var sessions = new RouterSessions();
        Attestation.ChannelId Session(int i) => Attestation.ChannelId.Parse([.. BitConverter.GetBytes(i), .. new byte[60]]);
        for (int i = 0; i < RouterSessions.Capacity; i++) Assert.Null(sessions.Add(Session(i)));
        Assert.Null(sessions.Add(Session(0)));
        Assert.Equal(Session(0), sessions.Add(Session(-1)));
        Assert.Equal((false, true, true), (sessions.Has(Session(0)), sessions.Has(Session(1)), sessions.Has(Session(-1))));
    }

    [Theory]
    [InlineData("fog-view-store://0.0.0.0", "fog-view-store://store.test:443/")]
    [InlineData("insecure-fog-view-store://0.0.0.0:3225/?responder-id=pod-0.view:4000", "insecure-fog-view-store://pod-0.view:4000/")]
    public void StoreUri_IsThatOfTheResponder(string listen, string told) => Assert.Equal(told, ViewStoreOptions.StoreUriOf(FogViewStoreUri.Parse(listen), StoreRig.Id));

    private static MultiViewStoreQueryRequest Changed(MultiViewStoreQueryRequest request, Action<NonceMessage> change)
    {
        MultiViewStoreQueryRequest changed = request.Clone();
        change(changed.Queries[0]);
        return changed;
    }

    private static void Check(MultiViewStoreQueryResponse response)
    {
        Assert.Equal($"insecure-fog-view-store://{StoreRig.Id}/", response.StoreUri);
        Assert.Equal((0UL, ulong.MaxValue), (response.BlockRange.StartBlock, response.BlockRange.EndBlock));
    }
}
