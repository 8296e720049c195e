namespace MobileCoin.Devnet.Test.Page;

/// <summary>A devnet as its users start it, in a folder of its own; one for a class of tests.</summary>
public sealed class RealDevnet : IAsyncLifetime
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(3);

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("mobilecoin-").FullName, "devnet");
    private RunningProgram? _program;

    /// <summary>Where its page is.</summary>
    internal Uri Page { get; private set; } = new("http://127.0.0.1");

    public async ValueTask InitializeAsync()
    {
        if (!Browser.IsThere) return;
        _program = RunningProgram.Start("devnet", ["up", "--dir", _folder]);
        string address = Path.Combine(_folder, DevnetUp.AddressName);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(StartTime);
        string text = "";
        while (!text.EndsWith('\n'))
        {
            if (_program.HasExited || limit.IsCancellationRequested) throw new InvalidOperationException($"the devnet did not come up:\n{_program.Output}");
            await Task.Delay(50, CancellationToken.None);
            if (File.Exists(address)) text = await File.ReadAllTextAsync(address, CancellationToken.None);
        }
        Page = new Uri(text.Trim());
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            bool ended = await _program.StopAsync(TimeSpan.FromSeconds(60));
            string output = _program.Output;
            int code = _program.ExitCode;
            _program.Dispose();
            Assert.True(ended && code == 0, output);
            Assert.False(Directory.Exists(_folder), "the folder is left");
        }
        Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
    }
}
