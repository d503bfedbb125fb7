-- leakline for Neovim 0.7 and later: put this file into ~/.config/nvim/plugin/, or paste it into init.lua.
--
--   :LeaklineCompare [snapshot ...]   compare heap snapshots, oldest first; without arguments: those of the setting
--                                     `snapshots`, else the last three below the project's folder
--   :LeaklineCancel                   stop a comparison that is under way
--   :LeaklineExplain                  say what grew on this line, what keeps it alive, and what to do
--   :LeaklineClear                    forget the snapshots
--
-- Before it is loaded, vim.g.leakline may say otherwise:
--   vim.g.leakline = { command = { 'leakline', 'serve' }, settings = { minimumGrowth = 5 } }

local options = vim.g.leakline or {}
local filetypes = { 'javascript', 'javascriptreact', 'typescript', 'typescriptreact' }
local root_markers = { 'package.json', 'tsconfig.json', 'jsconfig.json', '.git' }

local function root_of(bufnr)
  local folder = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':p:h')
  for _, marker in ipairs(root_markers) do
    local found = vim.fn.findfile(marker, folder .. ';')
    if found == '' then found = vim.fn.finddir(marker, folder .. ';') end
    if found ~= '' then return vim.fn.fnamemodify(found, ':p:s?/$??:h') end
  end
  return folder
end

local config = {
  name = 'leakline',
  cmd = options.command or { 'leakline', 'serve' },
  settings = { leakline = options.settings or vim.empty_dict() },
  init_options = options.settings or vim.empty_dict(),
}

local function client()
  local clients = vim.lsp.get_clients or vim.lsp.get_active_clients
  for _, candidate in ipairs(clients()) do
    if candidate.name == 'leakline' and candidate.initialized ~= false then return candidate end
  end
end

local function execute(command, arguments, on_result)
  local server = client()
  if not server then
    vim.notify('leakline is not running: open a JavaScript file first', vim.log.levels.WARN)
    return
  end
  local function answered(err, result)
    if err then
      vim.notify('leakline: ' .. err.message, vim.log.levels.ERROR)
    else
      on_result(result)
    end
  end
  local params = { command = command, arguments = arguments }
  local _, request
  if vim.fn.has('nvim-0.11') == 1 then
    _, request = server:request('workspace/executeCommand', params, answered)
  else
    _, request = server.request('workspace/executeCommand', params, answered)
  end
  return request
end

local function refresh_lenses()
  local server = client()
  if not (server and server.server_capabilities.codeLensProvider) then return end
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    vim.api.nvim_win_call(window, function()
      if not vim.tbl_contains(filetypes, vim.bo.filetype) then return end
      if vim.fn.has('nvim-0.10') == 1 then
        vim.lsp.codelens.refresh({ bufnr = 0 })
      else
        vim.lsp.codelens.refresh()
      end
    end)
  end
end

local function explain(fingerprint)
  execute('leakline.explain', { fingerprint }, function(markdown)
    local style = { border = 'rounded', focus_id = 'leakline' }
    vim.lsp.util.open_floating_preview(vim.split(markdown, '\n'), 'markdown', style)
  end)
end

-- a click on a code lens
vim.lsp.commands['leakline.explain'] = function(command) explain(command.arguments[1]) end

local function snapshots_below(folder)
  local found = vim.fn.globpath(folder, '**/*.heapsnapshot', true, true)
  vim.list_extend(found, vim.fn.globpath(folder, '**/*.heapsnapshot.gz', true, true))
  found = vim.tbl_filter(function(path) return not path:find('/node_modules/', 1, true) end, found)
  table.sort(found, function(a, b)
    local first, second = vim.fn.getftime(a), vim.fn.getftime(b)
    if first == second then return a < b end
    return first < second
  end)
  return { unpack(found, math.max(1, #found - 2)) }
end

local comparison -- id of the request that is under way

vim.api.nvim_create_user_command('LeaklineCompare', function(call)
  local paths = call.fargs
  if #paths == 0 and not (options.settings or {}).snapshots then
    paths = snapshots_below(root_of(0))
    if #paths < 2 then
      vim.notify('leakline: no two heap snapshots below ' .. root_of(0), vim.log.levels.WARN)
      return
    end
    local shown = vim.tbl_map(function(path) return vim.fn.fnamemodify(path, ':~:.') end, paths)
    vim.notify('leakline: comparing ' .. table.concat(shown, ', '))
  end
  local uris = vim.tbl_map(function(path) return vim.uri_from_fname(vim.fn.fnamemodify(path, ':p')) end, paths)
  comparison = execute('leakline.compareSnapshots', uris, function(answer)
    comparison = nil
    refresh_lenses()
    local growing = vim.tbl_filter(function(suspect) return suspect.growing end, answer.suspects)
    vim.notify(('leakline: %d growing'):format(#growing))
  end)
end, { nargs = '*', complete = 'file', desc = 'Compare heap snapshots, oldest first' })

vim.api.nvim_create_user_command('LeaklineCancel', function()
  local server = client()
  if not (server and comparison) then return end
  if vim.fn.has('nvim-0.11') == 1 then
    server:cancel_request(comparison)
  else
    server.cancel_request(comparison)
  end
  comparison = nil -- Neovim drops the answer to a request that it has cancelled
  vim.notify('leakline: cancelled')
end, { desc = 'Stop a comparison that is under way' })

vim.api.nvim_create_user_command('LeaklineClear', function()
  execute('leakline.clearSnapshots', {}, refresh_lenses)
end, { desc = 'Forget the heap snapshots' })

--- The suspect behind a line: named by a diagnostic, or by a code lens where the client keeps no data of diagnostics (0.7).
local function fingerprint_at(line)
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    local data = ((diagnostic.user_data or {}).lsp or {}).data
    if diagnostic.lnum <= line and line <= (diagnostic.end_lnum or diagnostic.lnum) and data and data.fingerprint then
      return data.fingerprint
    end
  end
  for _, lens in ipairs(vim.lsp.codelens.get(0)) do
    if lens.range.start.line == line and lens.command then return lens.command.arguments[1] end
  end
end

vim.api.nvim_create_user_command('LeaklineExplain', function()
  local fingerprint = fingerprint_at(vim.api.nvim_win_get_cursor(0)[1] - 1)
  if fingerprint then
    explain(fingerprint)
  else
    vim.notify('leakline: nothing grows on this line', vim.log.levels.INFO)
  end
end, { desc = 'Say what grew on this line and what keeps it alive' })

local group = vim.api.nvim_create_augroup('leakline', { clear = true })
if vim.fn.has('nvim-0.11') == 1 then
  vim.lsp.config('leakline', {
    cmd = config.cmd,
    filetypes = filetypes,
    root_dir = function(bufnr, on_dir) on_dir(root_of(bufnr)) end,
    settings = config.settings,
    init_options = config.init_options,
  })
  vim.lsp.enable('leakline')
else
  local started = {} -- root folder -> client id, for Neovim 0.7, which has no vim.lsp.start
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = filetypes,
    callback = function(event)
      local root = root_of(event.buf)
      local settings = vim.tbl_extend('force', config, { root_dir = root })
      if vim.lsp.start then
        vim.lsp.start(settings, { bufnr = event.buf })
      else
        if not (started[root] and vim.lsp.get_client_by_id(started[root])) then
          settings.workspace_folders = { { uri = vim.uri_from_fname(root), name = root } }
          started[root] = vim.lsp.start_client(settings)
        end
        if started[root] then vim.lsp.buf_attach_client(event.buf, started[root]) end
      end
    end,
  })
end
if vim.fn.exists('##LspProgress') == 1 then
  vim.api.nvim_create_autocmd('LspProgress', {
    group = group,
    callback = function(event)
      local value = event.data.params.value
      local server = vim.lsp.get_client_by_id(event.data.client_id)
      if not (server and server.name == 'leakline') or value.kind == 'end' then return end
      local text = ('leakline: %s %d%%'):format(value.message or value.title or '', value.percentage or 0)
      vim.api.nvim_echo({ { text } }, false, {})
      vim.cmd('redraw')
    end,
  })
end
vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave' }, { group = group, callback = refresh_lenses })
