using System.Diagnostics;

namespace MobileCoin.Grpc.Test;

/// <summary>A client that is not ours calls our server.</summary>
public sealed class ForeignClientTests(PythonPeer peer) : IClassFixture<PythonPeer>
{
    private static readonly string[] Cases =
    [
        "unary", "collect", "expand", "chat", "chat_aborted", "metadata", "large", "too_large", "gzip", "details", "handler_throws", "deadline",
        "cancel", "cancel_stream", "unknown", "many",
    ];

    public static TheoryData<string, bool> PlainAndTls()
    {
        TheoryData<string, bool> data = [];
        foreach (string name in Cases)
        {
            data.Add(name, false);
            data.Add(name, true);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(PlainAndTls))]
    public async Task PythonClient_IsServed(string name, bool tls)
    {
        Assert.SkipWhen(peer.Missing is not null, peer.Missing ?? "");
        await using EchoServer server = await EchoServer.StartAsync(o => o.CompressResponses = name == "gzip");
        using Process client = tls
            ? peer.Start("peer_client.py", name, $"localhost:{server.Secure.Port}", peer.CertificateFile)
            : peer.Start("peer_client.py", name, $"127.0.0.1:{server.Clear.Port}");
        string errors = await client.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(EchoServer.Soon * 2, TestContext.Current.CancellationToken);
        await client.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(client.ExitCode == 0, errors + string.Join('\n', server.Log.Lines));
        // The handler is told too.
        if (name == "deadline") await server.Service.WaitCancelled.Task.WaitAsync(EchoServer.Soon, TestContext.Current.CancellationToken);
    }
}
