using Microsoft.Playwright;

namespace MobileCoin.Devnet.Test.Page;

/// <summary>Debian's chromium, driven; one for a class of tests, which are skipped without it.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>Whether this machine has it.</summary>
    internal static bool IsThere { get; } = File.Exists(Chromium);

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IBrowserContext? _context;

    public async ValueTask InitializeAsync()
    {
        if (!IsThere) return;
        _playwright = await Playwright.CreateAsync();
        // Without its sandbox, which does not work for root and in most containers: it sees our own page alone.
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A tab with nothing of the one before, which it closes. What it complains about on its console is collected.</summary>
    internal async Task<(IPage Tab, List<string> Complaints)> OpenAsync(Uri address, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light, float scale = 1)
    {
        Assert.SkipWhen(_browser is null, $"{Chromium} is not there: install Debian's package chromium");
        if (_context is not null) await _context.CloseAsync();
        _context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            DeviceScaleFactor = scale,
        });
        _context.SetDefaultTimeout(30_000);
        IPage tab = await _context.NewPageAsync();
        var complaints = new List<string>();
        tab.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") complaints.Add(message.Text);
        };
        tab.PageError += (_, error) => complaints.Add(error);
        await tab.GotoAsync(address.ToString());
        await tab.Locator("#alice-balance-0").WaitForAsync();
        return (tab, complaints);
    }
}
